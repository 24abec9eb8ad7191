using System.Text.Json.Serialization;

namespace Classifier.Cli.Json;

/// <summary>What <c>classify --json</c> prints.</summary>
/// <param name="Decision"><c>ALLOW</c>, <c>REVIEW</c> or <c>BLOCK</c>.</param>
/// <param name="Provenance">What a picture's metadata claims; left out for a text.</param>
internal sealed record VerdictDocument(
    string Decision,
    IReadOnlyList<TaskRecord> Results,
    TimingsRecord Timings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProvenanceRecord? Provenance);

/// <summary>A picture's metadata. It proves nothing where it claims nothing.</summary>
/// <param name="Note">One line on what the findings amount to.</param>
internal sealed record ProvenanceRecord(IReadOnlyList<FindingRecord> Findings, string Note);

/// <summary>One claim.</summary>
/// <param name="Kind">As on the wire, for example <c>C2PA_MANIFEST</c>.</param>
/// <param name="Strength"><c>INFORMATIVE</c>, <c>PARTLY_GENERATED</c> or <c>GENERATED</c>.</param>
internal sealed record FindingRecord(string Kind, string Strength, string Claim);

/// <summary>One task's answer.</summary>
/// <param name="Score">Null unless the status is OK or DEGRADED.</param>
/// <param name="Status">As on the wire, for example <c>OK</c>.</param>
/// <param name="Model"><c>name@version</c>; null when none answered.</param>
/// <param name="Logos">The known logos that were seen; left out for other tasks.</param>
internal sealed record TaskRecord(
    string Task, string Label, double? Score, double Threshold, string Status, string? Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LogoRecord>? Logos = null);

/// <summary>A known logo.</summary>
/// <param name="Claim">What the item's claim is worth against the brand: <c>NONE</c>, <c>RIGHT</c> or <c>WRONG</c>.</param>
/// <param name="Box">Left edge, upper edge, width and height in pixels.</param>
internal sealed record LogoRecord(string Brand, string Title, double Similarity, bool NearCopy, bool Protected, string Claim, IReadOnlyList<int> Box);

/// <summary>Where the time went, as the server measured it.</summary>
internal sealed record TimingsRecord(
    long QueueNs, long RunNs, long TotalNs, int BatchSize, int RealTokens, int PaddedTokens, string DispatchReason);
