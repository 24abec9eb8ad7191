using System.Text.Json;
using Classifier.Training.Common;

namespace Classifier.Training.Deepfake.Data;

/// <summary>Reads the manifests of <c>train</c>, <c>train-web</c> and, for reporting alone, <c>bench</c>.</summary>
internal static class Corpus
{
    private const int Tile = 512, Trim = 8;

    // A name fragment and the family it stands for; the first that fits counts.
    private static readonly (string Fragment, string Family)[] Families =
    [
        ("midjourney", "midjourney"), ("dall-e 2", "dall-e 2"), ("dall-e 3", "dall-e 3"), ("gpt image", "gpt-image"), ("gpt-image", "gpt-image"),
        ("gpt-4o", "gpt-image"), ("azure", "gpt-image"), ("gemini", "gemini"), ("nano banana", "gemini"), ("kolors team", "sdxl"), ("sdxl", "sdxl"),
        ("kolors", "kolors"), ("stable diffusion 3", "sd3"), ("stable diffusion", "sd"), ("lcm", "sd"), ("flux", "flux"), ("hunyuan", "hunyuan"),
        ("seedream", "seedream"), ("infinity", "infinity"), ("kandinsky", "kandinsky"), ("unstated", ""),
    ];

    public static List<Picture> Train(Options options)
    {
        var pictures = new List<Picture>();
        pictures.AddRange(Read(Path.Combine(options.Data, "train"), options.Number("grids", 80), options.Number("clothing", 250)));
        pictures.AddRange(Read(Path.Combine(options.Data, "train-web"), int.MaxValue, int.MaxValue));
        return [.. pictures.Where(p => p.Permissive || !options.Permissive)];
    }

    /// <summary>For reporting: the set is <c>mixed</c> or <c>stylegan</c>.</summary>
    public static List<Picture> Bench(Options options, string set) =>
        [.. Read(Path.Combine(options.Data, "bench"), int.MaxValue, int.MaxValue).Where(p => Path.GetRelativePath(Path.Combine(options.Data, "bench"), p.File).StartsWith(set, StringComparison.Ordinal))];

    private static IEnumerable<Picture> Read(string folder, int grids, int clothing)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            string Text(string key) => row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            var fake = Text("label") == "fake";
            var source = Text("source");
            var file = Path.Combine(folder, Text("file"));
            var name = Path.GetFileName(file);
            var generator = Text("generator");
            var picture = new Picture(name, file, null, fake, source.Split('@')[0], Family(generator), source.Split('@')[0] + Text("group"), PictureLicence.IsPermissive(source, Text("licence")));
            if (source == "clothing-dataset-small")
            {
                if (clothing-- > 0)
                {
                    yield return picture;
                }

                continue;
            }

            if (source != "sd-cheatsheet")
            {
                yield return picture;
                continue;
            }

            if (grids-- <= 0)
            {
                continue;
            }

            for (var tile = 0; tile < 4; tile++)
            {
                yield return picture with
                {
                    Id = $"{name}#{tile}",
                    Family = "sd",
                    Box = [Tile * (tile % 2) + Trim, Tile * (tile / 2) + Trim, Tile - 2 * Trim, Tile - 2 * Trim],
                };
            }
        }
    }

    private static string Family(string generator)
    {
        var lower = generator.ToLowerInvariant();
        foreach (var (fragment, family) in Families)
        {
            if (lower.Contains(fragment, StringComparison.Ordinal))
            {
                return family;
            }
        }

        return lower;
    }
}
