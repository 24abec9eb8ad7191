using System.Reflection;
using Classifier.Core;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Workers;

/// <summary>Loads every library and compiles the common path, since a confined worker is to open no file for a picture.</summary>
internal static class WorkerWarmUp
{
    // Pictures of 2 × 2 pixels: a JPEG and a PNG.
    private const string Jpeg =
        "/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC" +
        "8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAACAAIDASIAAhEBAxEB/8QAFQAB" +
        "AQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAABf/EABQRAQAAAAAAAAAAAAAAAAAAAA" +
        "D/2gAMAwEAAhEDEQA/AJYB4e//2Q==";

    private const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWPQiDrRAMIMMAYAPY4HKZYlOO" +
        "sAAAAASUVORK5CYII=";

    public static void Run(IPixelReader reader)
    {
        LoadAll(typeof(WorkerWarmUp).Assembly, []);
        var jpeg = Convert.FromBase64String(Jpeg);
        var png = Convert.FromBase64String(Png);
        foreach (var (data, format) in new[] { (jpeg, ImageFormat.Jpeg), (png, ImageFormat.Png), (jpeg[..^30], ImageFormat.Jpeg) })
        {
            using var frames = new RentedFrames();
            try
            {
                reader.Read(data, Headers.HeaderProbe.Read(data, 1), DecodeRequest.Display, frames);
            }
            catch (ClassifierException) when (data.Length < jpeg.Length)
            {
                // The cut one is there to be refused.
            }
        }
    }

    private static void LoadAll(Assembly assembly, HashSet<string> seen)
    {
        foreach (var name in assembly.GetReferencedAssemblies())
        {
            if (!seen.Add(name.FullName)) continue;
            try
            {
                LoadAll(Assembly.Load(name), seen);
            }
            catch (FileNotFoundException)
            {
                // A reference that this program does not ship cannot be wanted.
            }
        }
    }
}
