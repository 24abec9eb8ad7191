namespace Classifier.Cli.Eval;

/// <summary>How well logos were named.</summary>
/// <param name="Top1">Share of the rows with a brand whose most similar logo is that brand's, under any of its names; null without such rows.</param>
/// <param name="FalseMatchRate">Share of the rows without a brand in which one was seen; null without such rows.</param>
/// <param name="NotInBank">Rows whose brand the bank does not know; they count as wrong.</param>
internal readonly record struct LogoFigures(double? Top1, double? FalseMatchRate, int NotInBank)
{
    public static LogoFigures Of(IReadOnlyCollection<ScoredRow> rows, BrandNames names)
    {
        var branded = rows.Where(r => r.Logo!.Value.Brand is not null).Select(r => r.Logo!.Value).ToArray();
        var bare = rows.Where(r => r.Logo!.Value.Brand is null).Select(r => r.Logo!.Value).ToArray();
        return new(
            Share(branded.Count(l => l.Found is { } found && names.Means(l.Brand!, found)), branded.Length),
            Share(bare.Count(l => l.Found is not null), bare.Length),
            branded.Count(l => !names.Knows(l.Brand!)));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
