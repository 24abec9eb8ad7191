using System.Globalization;
using System.Numerics.Tensors;
using Classifier.Training.Common;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Net;
using Classifier.Training.Logo.Scenes;
using SkiaSharp;

namespace Classifier.Training.Logo.Measure;

/// <summary>
/// What EfficientNet-lite0 gives without training: the mean of its features over the logo's box, which it is told, standardised by the
/// bank. The same brands, photographs and seed as <see cref="Validation"/>.
/// </summary>
internal static class Baseline
{
    private const int Cell = CellNet.Stride;

    public static void Run(Options options)
    {
        using var trunk = new Trunk(options, whole: true);
        var (brands, held, bitmaps) = Validation.Load(options);
        var arts = Validation.Select(brands, bitmaps, a => a is { Hidden: false, OneColour: false });
        var rows = arts.SelectMany(a => new[] { SKColors.White, SKColors.Black }.Select(c => Of(trunk, Composer.Reference(Bank.Side, a.Bitmap, a.Art, a.Owner, c, Bank.Longer)))).ToList();
        int[] owners = [.. arts.SelectMany(a => new[] { a.Owner, a.Owner })];
        var mean = Enumerable.Range(0, CellNet.SeenChannels).Select(c => rows.Average(r => r[c])).ToArray();
        var deviation = mean.Select((m, c) => MathF.Sqrt(rows.Average(r => (r[c] - m) * (r[c] - m))) + 1e-3f).ToArray();
        float[] Standard(float[] row) => [.. row.Select((v, c) => (v - mean[c]) / deviation[c])];
        rows = [.. rows.Select(Standard)];

        var queries = new Queries(Validation.Decode(Photos.Report(options)), options.Seed);
        var oneColour = Validation.Select(brands, bitmaps, a => a is { Hidden: false, OneColour: true }, held);
        var (right, count) = (0, 0);
        foreach (var query in queries.OnPhotos(oneColour, options.Number("each", 3), 0))
        {
            using var picture = query.Picture;
            var asked = Standard(Of(trunk, new(picture.Width, Finish.Pixels(picture), 0, [query.Box.Left, query.Box.Top, query.Box.Right, query.Box.Bottom])));
            var best = Enumerable.Range(0, rows.Count).MaxBy(r => TensorPrimitives.CosineSimilarity<float>(asked, rows[r]));
            right += owners[best] == query.Owner ? 1 : 0;
            count++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"untrained features of the box ({count}): top-1 {(double)right / count:0.000}"));
    }

    private static float[] Of(Trunk trunk, Scene scene)
    {
        var seen = trunk.Seen([scene]);
        var side = scene.Side / Cell;
        int At(float pixel) => Math.Clamp((int)(pixel / Cell), 0, side - 1);
        var (left, top, right, bottom) = (At(scene.Box[0]), At(scene.Box[1]), At(scene.Box[2]), At(scene.Box[3]));
        var means = new float[CellNet.SeenChannels];
        for (var c = 0; c < means.Length; c++)
        {
            for (var y = top; y <= bottom; y++)
            {
                for (var x = left; x <= right; x++)
                {
                    means[c] += seen[(c * side * side) + (y * side) + x];
                }
            }

            means[c] /= (right - left + 1) * (bottom - top + 1);
        }

        return means;
    }
}
