using Classifier.Cli.Eval;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Shell;
using Classifier.Client;

namespace Classifier.Cli.Load.Content;

/// <summary>The distinct items of a run.</summary>
internal static class LoadContent
{
    /// <param name="file">Labelled rows as <c>eval</c> reads them; null takes the built-in texts.</param>
    /// <param name="images">Labelled pictures as <c>eval</c> reads them; null for texts alone.</param>
    /// <exception cref="CliException">A file is unreadable or empty (3).</exception>
    public static async Task<IReadOnlyList<LoadItem>> ReadAsync(LoadProfile profile, string? file, string? images, CancellationToken cancellation)
    {
        var pictures = images is null ? 0 : (int)Math.Round(profile.Items * profile.Images.Share);
        var items = new List<LoadItem>();
        if (pictures < profile.Items) items.AddRange(Texts(profile, file, profile.Items - pictures));
        if (pictures > 0) items.AddRange(await PictureItems.ReadAsync(profile, images!, pictures, cancellation));
        return items;
    }

    private static IEnumerable<LoadItem> Texts(LoadProfile profile, string? file, int most)
    {
        var rows = file is null ? ComposedTexts.Of(BuiltInTexts.Read(), profile.Content, profile.Seed) : [.. LabelledRows.Read(LabelledRows.FileOf(file))];
        if (rows.Count == 0) throw CliException.InputRefused($"{file} holds no rows.");
        var task = profile.LabelTask;
        return Sample(rows, most, profile.Seed).Select(r => new LoadItem(Requests.Text(r.Text, RowDirection.Of(task, r.Kind), profile.Tasks), r.Positive, task));
    }

    /// <summary>At most so many rows, chosen by the seed, both classes in the proportion that they have and neither left out.</summary>
    internal static IReadOnlyList<LabelledRow> Sample(IReadOnlyList<LabelledRow> rows, int most, int seed)
    {
        if (rows.Count <= most) return rows;
        var random = new Random(seed);
        var (positives, negatives) = (rows.Where(r => r.Positive).ToArray(), rows.Where(r => !r.Positive).ToArray());
        random.Shuffle(positives);
        random.Shuffle(negatives);
        var part = (int)Math.Round((double)most * positives.Length / rows.Count);
        if (most >= 2 && positives.Length > 0 && negatives.Length > 0) part = Math.Clamp(part, 1, most - 1);
        part = Math.Clamp(part, Math.Max(0, most - negatives.Length), Math.Min(most, positives.Length));
        return [.. positives.Take(part).Concat(negatives.Take(most - part)).OrderBy(r => r.Line)];
    }
}
