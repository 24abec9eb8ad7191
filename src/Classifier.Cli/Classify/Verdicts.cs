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
                r.Task, r.Label, r.HasScore ? r.Score : null, r.Threshold, Word(r.Status), r.Model.Length > 0 ? r.Model : null, Logos(r)))],
            new(t.QueueNs, t.RunNs, t.TotalNs, t.BatchSize, t.RealTokens, t.PaddedTokens, t.DispatchReason),
            verdict.Provenance is [var only] ? new(
                [.. only.Findings.Select(f => new FindingRecord(Kind(f.Kind), Word(f.Strength), f.Claim))], only.Note) : null);
    }

    private static LogoRecord[]? Logos(TaskResult result) => result.Task != Core.TaskKind.Logo.Name ? null :
    [
        .. result.Evidence.Where(e => e.Brand is not null).Select(e => new LogoRecord(
            e.Brand.Brand, e.Brand.Title, e.Score, e.Brand.NearCopy, e.Brand.Protected, Word(e.Brand.Claim), [e.Box.X, e.Box.Y, e.Box.Width, e.Box.Height])),
    ];

    /// <summary>The names that the converter would break at digits.</summary>
    public static string Kind(ProvenanceFinding.Types.Kind kind) => kind switch
    {
        ProvenanceFinding.Types.Kind.C2PaManifest => "C2PA_MANIFEST",
        ProvenanceFinding.Types.Kind.C2PaClaimGenerator => "C2PA_CLAIM_GENERATOR",
        _ => Word(kind),
    };

    /// <summary>An enum value as the wire spells it, without the enum's own name before it.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
