using System.Globalization;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Classifier.Benchmarks.Scan;

/// <summary>
/// A tree of pictures of which is known what came from what: some originals with an exact copy and every upright edit, the
/// others alone. A file's name begins with its origin's number.
/// </summary>
internal static class PlantedTree
{
    public const string Exact = "exact";

    /// <summary>Files an original is planted as: itself, an exact copy and the edits.</summary>
    public static int Planted => 2 + Edits.Upright.Count;

    /// <summary>Writes about so many files; returns the number of originals that have copies.</summary>
    public static int Write(string folder, IReadOnlyList<string> sources, int count)
    {
        var planted = Math.Clamp((count - sources.Count) / (Planted - 1), 0, sources.Count);
        Parallel.For(0, Math.Min(sources.Count, count), origin =>
        {
            var bytes = File.ReadAllBytes(sources[origin]);
            var extension = Path.GetExtension(sources[origin]);
            Save(folder, origin, "original", extension, bytes);
            if (origin >= planted) return;
            Save(folder, origin, Exact, extension, bytes);
            using var picture = Image.Load<Rgb24>(bytes);
            foreach (var (name, apply) in Edits.Upright) Save(folder, origin, name, ".jpg", apply(picture));
        });
        return planted;
    }

    public static (int Origin, string Edit) Read(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('-');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
    }

    private static void Save(string folder, int origin, string edit, string extension, byte[] bytes)
    {
        var into = Directory.CreateDirectory(Path.Combine(folder, (origin % 100).ToString("00", CultureInfo.InvariantCulture)));
        File.WriteAllBytes(Path.Combine(into.FullName, string.Create(CultureInfo.InvariantCulture, $"{origin:00000}-{edit}{extension}")), bytes);
    }
}
