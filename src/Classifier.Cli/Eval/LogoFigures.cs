namespace Classifier.Cli.Eval;

/// <summary>How well logos were named, at the model's threshold for a match and at the lower one for a near copy. Null without such rows.</summary>
/// <param name="Top1">Share of the rows with a brand whose most similar logo matches that brand, under any of its names.</param>
/// <param name="FalseMatchRate">Share of the rows without a brand in which a match was seen.</param>
/// <param name="Top1WithNear">As <paramref name="Top1"/>, near copies counted.</param>
/// <param name="FalseMatchRateWithNear">As <paramref name="FalseMatchRate"/>, near copies counted.</param>
/// <param name="NotInBank">Rows whose brand the bank does not know; they count as wrong.</param>
internal readonly record struct LogoFigures(double? Top1, double? FalseMatchRate, double? Top1WithNear, double? FalseMatchRateWithNear, int NotInBank)
{
    public static LogoFigures Of(IReadOnlyCollection<ScoredRow> rows, BrandNames names)
    {
        var logos = rows.Select(r => r.Logo!.Value).ToArray();
        NamedLogo[] branded = [.. logos.Where(l => l.Brand is not null)];
        NamedLogo[] bare = [.. logos.Where(l => l.Brand is null)];
        NamedLogo[] right = [.. branded.Where(l => l.Found is { } found && names.Means(l.Brand!, found))];
        NamedLogo[] wrong = [.. bare.Where(l => l.Found is not null)];
        return new(
            Share(right.Count(l => !l.NearCopy), branded.Length), Share(wrong.Count(l => !l.NearCopy), bare.Length),
            Share(right.Length, branded.Length), Share(wrong.Length, bare.Length),
            branded.Count(l => !names.Knows(l.Brand!)));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
