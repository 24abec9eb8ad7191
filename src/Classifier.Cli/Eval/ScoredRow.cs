using Classifier.V1;

namespace Classifier.Cli.Eval;

/// <summary>A row with the server's answer.</summary>
/// <param name="Threshold">Score from which it is flagged.</param>
/// <param name="Direction">In which it was judged.</param>
/// <param name="Logo">For the task <c>logo</c>: the row's brand and the one that was found.</param>
internal readonly record struct ScoredRow(LabelledRowKey Key, bool Positive, double Score, double Threshold, Direction Direction, NamedLogo? Logo = null)
{
    public bool Flagged => Score >= Threshold;
}

/// <summary>What rows are grouped by.</summary>
/// <param name="Generator">Null for rows of text.</param>
/// <param name="Degradation">Null for a row that was judged as it is.</param>
internal readonly record struct LabelledRowKey(string Source, string Lang, string Kind, string? Generator = null, string? Degradation = null);

/// <summary>A row's brand and the brand of the most similar logo in its picture; null for none.</summary>
/// <param name="NearCopy">That logo is only near the brand's.</param>
internal readonly record struct NamedLogo(string? Brand, string? Found, bool NearCopy);
