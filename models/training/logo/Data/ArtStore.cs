using System.Diagnostics;
using Classifier.Training.Common;

namespace Classifier.Training.Logo.Data;

/// <summary>Every drawing as a bitmap, drawn once and kept in a file, since drawing an SVG takes ten times as long as pasting it.</summary>
internal static class ArtStore
{
    private const string Name = "arts.bin";

    /// <summary>Draws all of them; done at once where the file is there.</summary>
    public static Dictionary<(string Set, string Slug), Bitmap> Open(Options options, IEnumerable<Brand> brands)
    {
        var path = Path.Combine(options.Out, Name);
        if (!File.Exists(path))
        {
            Draw(options, brands, path);
        }

        using var reader = new BinaryReader(File.OpenRead(path));
        var arts = new Dictionary<(string, string), Bitmap>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (set, slug, width, height) = (reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            arts[(set, slug)] = new(width, height, reader.ReadBytes(width * height * 4));
        }

        return arts;
    }

    private static void Draw(Options options, IEnumerable<Brand> brands, string path)
    {
        Directory.CreateDirectory(options.Out);
        var clock = Stopwatch.StartNew();
        var drawn = new List<(Art Art, Bitmap Bitmap)>();
        foreach (var set in brands.SelectMany(b => b.Arts).GroupBy(a => a.Set))
        {
            using var renderer = new Renderer(options.Data, set.Key);
            foreach (var art in set)
            {
                try
                {
                    if (renderer.Draw(art.Slug) is { } bitmap)
                    {
                        drawn.Add((art, bitmap));
                        continue;
                    }
                }
                catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
                {
                    Console.Error.WriteLine($"{set.Key}/{art.Slug}: {e.GetType().Name}");
                }

                Console.Error.WriteLine($"{set.Key}/{art.Slug}: nothing drawn");
            }
        }

        using (var writer = new BinaryWriter(File.Create(path + ".partial")))
        {
            writer.Write(drawn.Count);
            foreach (var (art, bitmap) in drawn)
            {
                writer.Write(art.Set);
                writer.Write(art.Slug);
                writer.Write(bitmap.Width);
                writer.Write(bitmap.Height);
                writer.Write(bitmap.Pixels);
            }
        }

        File.Move(path + ".partial", path);
        Console.Error.WriteLine($"{drawn.Count} drawings in {clock.Elapsed.TotalSeconds:0} s");
    }
}
