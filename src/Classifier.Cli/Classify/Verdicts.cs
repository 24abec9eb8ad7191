using System.Text.Json;
using Classifier.Cli.Json;
using Classifier.V1;

namespace Classifier.Cli.Classify;

/// <summary>Makes the document of a verdict.</summary>
internal static class Verdicts
{
    public static VerdictDocument Document(ClassifyResponse verdict)
    {
        var t = verdict.Timings ?? new Timings();
        return new(
            Word(verdict.Decision),
            [.. verdict.Results.Select(r => new TaskRecord(
                r.Task, r.Label, r.HasScore ? r.Score : null, r.Threshold, Word(r.Status), r.Model.Length > 0 ? r.Model : null))],
            new(t.QueueNs, t.RunNs, t.TotalNs, t.BatchSize, t.RealTokens, t.PaddedTokens, t.DispatchReason));
    }

    /// <summary>An enum value as the wire spells it, without the enum's own name before it.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
