using System.Text.Json.Serialization;

namespace Classifier.Cli.Json;

/// <summary>What <c>eval --json</c> prints.</summary>
/// <param name="Threshold">Of the prompt direction; where no row was judged as a prompt, of the first direction in <paramref name="Thresholds"/>.</param>
/// <param name="Thresholds">For each direction in which rows were judged.</param>
/// <param name="ByGenerator">Pictures: each generator's fakes against all real ones; left out for text.</param>
/// <param name="ByDegradation">Pictures with <c>--degrade</c>: all of them after each; else left out.</param>
/// <param name="Errors">Rows without a score; they are in none of the figures.</param>
internal sealed record EvalDocument(
    string Task,
    int N,
    int Positives,
    double? Auc,
    double? Accuracy,
    double? Tpr,
    double? Fpr,
    [property: JsonPropertyName("tpr_at_1pct_fpr")] double? TprAt1PctFpr,
    double? Threshold,
    IReadOnlyDictionary<string, FiguresRecord> BySource,
    IReadOnlyDictionary<string, FiguresRecord> ByLang,
    IReadOnlyDictionary<string, FiguresRecord> ByKind,
    IReadOnlyDictionary<string, double> Thresholds,
    int Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, FiguresRecord>? ByGenerator = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, FiguresRecord>? ByDegradation = null)
{
    /// <summary>Logos: share of the rows with a brand whose most similar logo matches that brand; left out without such rows, as the next three are.</summary>
    [JsonPropertyName("top1"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Top1 { get; init; }

    /// <summary>Logos: share of the rows without a brand in which a match was seen.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? FalseMatchRate { get; init; }

    /// <summary>Logos: as <see cref="Top1"/>, near copies counted.</summary>
    [JsonPropertyName("top1_with_near"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Top1WithNear { get; init; }

    /// <summary>Logos: as <see cref="FalseMatchRate"/>, near copies counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? FalseMatchRateWithNear { get; init; }

    /// <summary>Logos: rows whose brand the bank does not know; they count as wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NotInBank { get; init; }
}

/// <summary>The same figures over a part of the rows; null where a class is absent.</summary>
internal sealed record FiguresRecord(
    int N,
    int Positives,
    double? Auc,
    double? Accuracy,
    double? Tpr,
    double? Fpr,
    [property: JsonPropertyName("tpr_at_1pct_fpr")] double? TprAt1PctFpr);
