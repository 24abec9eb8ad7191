using System.Globalization;
using Classifier.Fingerprint.Hashing;
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

    /// <summary>
    /// Writes about so many files; returns the number of originals that have copies. Pictures without detail, which a scan compares
    /// by their bytes alone, are planted alone: an edit of theirs shows little but the edit.
    /// </summary>
    public static int Write(string folder, IReadOnlyList<string> photos, int count)
    {
        var detailed = photos.AsParallel().AsOrdered().Select(photo => (photo, IsDetailed: IsDetailed(photo))).ToArray();
        string[] sources = [.. detailed.Where(d => d.IsDetailed).Select(d => d.photo), .. detailed.Where(d => !d.IsDetailed).Select(d => d.photo)];
        var planted = Math.Clamp((count - sources.Length) / (Planted - 1), 0, detailed.Count(d => d.IsDetailed));
        Parallel.For(0, Math.Min(sources.Length, count), origin =>
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

    private static bool IsDetailed(string photo)
    {
        using var picture = Image.Load<Rgb24>(photo);
        var pixels = new byte[picture.Width * picture.Height * 3];
        picture.CopyPixelDataTo(pixels);
        return new PdqHasher().Compute(pixels, picture.Width, picture.Height).Quality >= 50;
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
