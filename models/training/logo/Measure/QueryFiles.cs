using System.Text.Json;
using Classifier.Training.Common;
using Classifier.Training.Logo.Data;
using SkiaSharp;

namespace Classifier.Training.Logo.Measure;

/// <summary>Writes pictures of validation into a folder with a manifest, so that <c>classifier eval --task logo</c> measures the whole way.</summary>
internal static class QueryFiles
{
    public static void Write(Options options)
    {
        var folder = Directory.CreateDirectory(options.Text("to", Path.Combine(options.Out, "queries"))).FullName;
        var (brands, held, bitmaps) = Validation.Load(options);
        var photos = Validation.Decode(Photos.Report(options));
        using var manifest = new StreamWriter(Path.Combine(folder, "manifest.jsonl"));
        var count = 0;
        foreach (var (source, oneColour) in ((string, bool)[])[("one-colour", true), ("colour", false)])
        {
            var arts = Validation.Select(brands, bitmaps, a => !a.Hidden && a.OneColour == oneColour, held);
            foreach (var query in new Queries(photos, options.Seed).OnPhotos(arts, options.Number("each", 1), 0))
            {
                using var picture = query.Picture;
                Row(picture, brands[query.Owner].Slug, source);
            }
        }

        foreach (var photo in photos)
        {
            Row(photo, null, "photograph");
        }

        Console.WriteLine($"{count} pictures in {folder}");

        void Row(SKImage picture, string? brand, string source)
        {
            var file = $"{count++:00000}.png";
            using var png = picture.Encode(SKEncodedImageFormat.Png, 100);
            using (var target = File.Create(Path.Combine(folder, file)))
            {
                png.SaveTo(target);
            }

            manifest.WriteLine(JsonSerializer.Serialize(new { file, brand, source }));
        }
    }
}
