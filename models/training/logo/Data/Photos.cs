using System.Text.Json;
using Classifier.Training.Common;
using SkiaSharp;

namespace Classifier.Training.Logo.Data;

/// <summary>A real photograph.</summary>
/// <param name="Permissive">Whether a model that is passed on may learn from it.</param>
internal sealed record Photo(string File, string Group, bool Permissive)
{
    public SKImage Decode()
    {
        using var data = SKData.Create(File);
        using var encoded = SKImage.FromEncodedData(data) ?? throw new InvalidDataException($"{Path.GetFileName(File)} cannot be decoded");
        // An encoded image would be decoded again whenever it is drawn.
        return encoded.ToRasterImage(true);
    }
}

/// <summary>Real photographs of <c>deepfake/train</c> and <c>deepfake/train-web</c>, never of a bench.</summary>
internal static class Photos
{
    // Of ten groups: training, the choice of thresholds, the report.
    private const int Choosing = 8, Reporting = 9;

    /// <summary>What may be trained on by <c>--licence</c>: eight groups of ten, and of the garments (plain floors, prints) a part.</summary>
    public static List<Photo> Training(Options options) =>
        [.. All(options.Data).Where(p => Part(p) < Choosing && (p.Permissive || !options.Permissive)).Where(p => !Garment(p) || Brands.Hash(p.File)[0] < '6')];

    /// <summary>Thresholds are chosen on these.</summary>
    public static List<Photo> Choice(Options options) => Held(options, Choosing);

    /// <summary>Figures are reported on these.</summary>
    public static List<Photo> Report(Options options) => Held(options, Reporting);

    // Photographs that are only measured on need no licence to be passed on: those that training leaves out take part, half and half.
    private static List<Photo> Held(Options options, int part) =>
        [.. All(options.Data).Where(p => Part(p) >= Choosing ? Part(p) == part : options.Permissive && !p.Permissive && Part(p) % 2 == part % 2)];

    private static bool Garment(Photo photo) => Path.GetFileName(photo.File).StartsWith("clothing_", StringComparison.Ordinal);

    private static int Part(Photo photo) => Convert.ToInt32(Brands.Hash(photo.Group)[..4], 16) % 10;

    private static IEnumerable<Photo> All(string data)
    {
        foreach (var set in (string[])["train", "train-web"])
        {
            var folder = Path.Combine(data, "deepfake", set);
            foreach (var line in System.IO.File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
            {
                using var json = JsonDocument.Parse(line);
                var row = json.RootElement;
                string Text(string key) => row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
                if (Text("label") == "real")
                {
                    var source = Text("source").Split('@')[0];
                    yield return new(Path.Combine(folder, Text("file")), source + Text("group"), PictureLicence.IsPermissive(source, Text("licence")));
                }
            }
        }
    }
}
