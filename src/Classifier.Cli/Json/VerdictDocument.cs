namespace Classifier.Cli.Json;

/// <summary>What <c>classify --json</c> prints.</summary>
/// <param name="Decision"><c>ALLOW</c>, <c>REVIEW</c> or <c>BLOCK</c>.</param>
internal sealed record VerdictDocument(string Decision, IReadOnlyList<TaskRecord> Results, TimingsRecord Timings);

/// <summary>One task's answer.</summary>
/// <param name="Score">Null unless the status is OK or DEGRADED.</param>
/// <param name="Status">As on the wire, for example <c>OK</c>.</param>
/// <param name="Model"><c>name@version</c>; null when none answered.</param>
internal sealed record TaskRecord(string Task, string Label, double? Score, double Threshold, string Status, string? Model);

/// <summary>Where the time went, as the server measured it.</summary>
internal sealed record TimingsRecord(
    long QueueNs, long RunNs, long TotalNs, int BatchSize, int RealTokens, int PaddedTokens, string DispatchReason);
