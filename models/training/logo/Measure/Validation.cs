using System.Globalization;
using Classifier.Training.Common;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Scenes;
using SkiaSharp;

namespace Classifier.Training.Logo.Measure;

using Arts = List<(int Owner, Art Art, Bitmap Bitmap)>;

/// <summary>
/// Brands that training never saw: the bank has every brand of the colour set, the queries are the held-out brands' one-colour
/// drawings. Thresholds come from photographs that are neither trained nor reported on.
/// </summary>
internal static class Validation
{
    /// <summary>Shares of photographs without logos that reach <c>match</c> and <c>near</c>.</summary>
    public const double Match = .01, Near = .05;

    /// <summary>Share of logos whose cell must stay when the least objectness is chosen.</summary>
    private const double Kept = .98;

    public static void Run(Options options)
    {
        using var model = new CellModel(options.Text("graph", Path.Combine(options.Out, "logo.onnx")), options.Threads);
        var (brands, held, bitmaps) = Load(options);
        var bank = Bank.Make(model, Select(brands, bitmaps, a => a is { Hidden: false, OneColour: false })).Rounded();
        var finder = new Finder(model, options);
        var choice = Photograph(Photos.Choice(options), finder, bank, options);
        var (least, match, near) = Choose(options, brands, held, bitmaps, finder, bank, choice);
        var report = Photograph(Photos.Report(options), finder, bank, options);
        Line($"bank: {bank.Owners.Length} rows of {bank.Owners.Distinct().Count()} brands; {held.Count} brands held out");
        Line($"objectness >= {least:0.000}, match >= {match:0.0000}, near >= {near:0.0000}; false match on {report.Count} other photographs {Answers.FalseMatches(report, least, match):0.0000}, near {Answers.FalseMatches(report, least, near):0.0000}");

        var each = options.Number("each", 3);
        var pictures = Decode(Photos.Report(options));
        var queries = new Queries(pictures, options.Seed);
        var oneColour = Select(brands, bitmaps, a => a is { Hidden: false, OneColour: true }, held);
        var colour = Select(brands, bitmaps, a => a is { Hidden: false, OneColour: false }, held);
        void Tell(string name, List<Answer> answers)
        {
            var (top, matched, wrong) = Answers.Right(answers, least, match);
            Line($"{name} ({answers.Count}): top-1 {top:0.000}, right and matched {matched:0.000}, wrong and matched {wrong:0.000}");
        }

        Tell("trivial: the reference's own drawing on grey, 72 px", Answers.Of(Queries.OnPlain(colour, new SKColor(128, 128, 128), 72), finder, bank));
        Tell("colour drawing on photographs", Answers.Of(queries.OnPhotos(colour, 1, 0), finder, bank));
        Tell("one-colour drawing on white, 80 px", Answers.Of(Queries.OnPlain(oneColour, SKColors.White, 80), finder, bank));
        var main = Answers.Of(queries.OnPhotos(oneColour, each, 0), finder, bank);
        Tell("ONE-COLOUR DRAWING ON PHOTOGRAPHS", main);
        foreach (var (low, high) in ((float, float)[])[(40, 56), (56, 79), (79, 112)])
        {
            Tell($"  {low} to {high} px", [.. main.Where(a => a.Longer >= low && a.Longer < high)]);
        }

        if (options.Has("detail"))
        {
            foreach (var group in main.GroupBy(a => a.Owner).Where(g => g.All(a => a.Best(least).Owner != a.Owner)))
            {
                Line($"  never right: {brands[group.Key].Slug} -> {string.Join(' ', group.Select(a => a.Best(least)).Select(b => $"{(b.Owner < 0 ? "-" : brands[b.Owner].Slug)} {b.Cosine:0.00}"))}");
            }
        }

        Tell("one-colour drawing on photographs, as hard as in training", Answers.Of(queries.OnPhotos(oneColour, 1, 1), finder, bank));
        LookAlikes(options, brands, held, bitmaps, model, finder, queries, least, choice.Count);
    }

    /// <summary>Least objectness (logit), <c>match</c> and <c>near</c>.</summary>
    public static (float Least, float Match, float Near) Choose(Options options, List<Brand> brands, HashSet<string> held, Dictionary<(string, string), Bitmap> bitmaps, Finder finder, Bank bank, List<Answer> choice)
    {
        var known = brands.Where(b => !held.Contains(b.Key)).OrderBy(b => Brands.Hash(b.Key), StringComparer.Ordinal).Take(150).Select(b => b.Key).ToHashSet();
        var logos = Answers.Of(new Queries(Decode(Photos.Choice(options)), options.Seed + 1).OnPhotos(Select(brands, bitmaps, a => !a.Hidden, known), 1, 0), finder, bank);
        var sorted = logos.Select(a => a.Finds.Count == 0 ? float.MinValue : a.Finds.Max(f => f.Objectness)).Order().ToArray();
        var least = sorted[(int)((1 - Kept) * sorted.Length)];
        return (least, Answers.ThresholdAt(choice, least, Match), Answers.ThresholdAt(choice, least, Near));
    }

    public static (List<Brand> Brands, HashSet<string> Held, Dictionary<(string, string), Bitmap> Bitmaps) Load(Options options)
    {
        var brands = Brands.Read(options.Data);
        return (brands, Brands.Held(brands, options.Number("held", 200)), ArtStore.Open(options, brands));
    }

    public static Arts Select(List<Brand> brands, Dictionary<(string, string), Bitmap> bitmaps, Func<Art, bool> which, HashSet<string>? keys = null) =>
        [.. brands.SelectMany((b, i) => b.Arts.Where(a => which(a) && (keys is null || keys.Contains(b.Key)) && bitmaps.ContainsKey((a.Set, a.Slug))).Select(a => (i, a, bitmaps[(a.Set, a.Slug)])))];

    public static List<Answer> Photograph(List<Photo> photos, Finder finder, Bank bank, Options options) =>
        Answers.Of(photos.Take(options.Number("photos", int.MaxValue)).Select(p => new Query(p.Decode(), -1, 0, default)), finder, bank);

    // Against the public bank, which has the original itself.
    private static void LookAlikes(Options options, List<Brand> brands, HashSet<string> held, Dictionary<(string, string), Bitmap> bitmaps, CellModel model, Finder finder, Queries queries, float least, int photos)
    {
        var bank = Bank.Make(model, Select(brands, bitmaps, a => !a.Hidden)).Rounded();
        var choice = Photograph([.. Photos.Choice(options).Take(photos)], finder, bank, options);
        var (match, near) = (Answers.ThresholdAt(choice, least, Match), Answers.ThresholdAt(choice, least, Near));
        var report = Photograph(Photos.Report(options), finder, bank, options);
        Line($"public bank: {bank.Owners.Length} rows; match >= {match:0.0000}, near >= {near:0.0000}; false match on other photographs {Answers.FalseMatches(report, least, match):0.0000}, near {Answers.FalseMatches(report, least, near):0.0000}");
        var arts = Select(brands, bitmaps, a => !a.Hidden, held);
        foreach (var kind in Enum.GetValues<Alteration>().Cast<Alteration?>().Prepend(null))
        {
            var answers = Answers.Of(queries.OnPhotos(arts, 1, 0, kind), finder, bank);
            var own = answers.Where(a => a.Best(least).Owner == a.Owner).Select(a => a.Best(least).Cosine).ToList();
            Line($"{kind?.ToString() ?? "unaltered"} ({answers.Count}): nearest to its brand {(double)own.Count / answers.Count:0.000}, of all matched {(double)own.Count(c => c >= match) / answers.Count:0.000}, near {(double)own.Count(c => c >= near && c < match) / answers.Count:0.000}, mean cosine {own.DefaultIfEmpty().Average():0.000}");
        }
    }

    public static List<SKImage> Decode(List<Photo> photos) => [.. photos.Select(p => p.Decode())];

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
