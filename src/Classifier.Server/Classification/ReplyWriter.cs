using Classifier.Core;
using Classifier.Pipeline;

namespace Classifier.Server.Classification;

/// <summary>Puts verdicts on the wire.</summary>
internal static class ReplyWriter
{
    public static V1.ClassifyResponse Write(ClassificationReply reply)
    {
        var response = new V1.ClassifyResponse
        {
            Decision = Write(reply.Decision),
            OutputId = reply.OutputId,
            Timings = Write(reply.Timings),
            SeenBefore = SeenBeforeMapping.Write(reply.SeenBefore, Write, Write),
        };
        foreach (var result in reply.Results) response.Results.Add(Write(result));
        foreach (var part in reply.Provenance) response.Provenance.Add(ProvenanceWriter.Write(part));
        if (reply.Fallback is { } fallback)
            response.Fallback = new V1.Fallback
            {
                Action = fallback.Text is null ? V1.Fallback.Types.Action.ReviewQueue : V1.Fallback.Types.Action.StaticText,
                Text = fallback.Text ?? string.Empty,
            };
        return response;
    }

    private static V1.TaskResult Write(TaskVerdict verdict)
    {
        var result = new V1.TaskResult
        {
            Task = verdict.Task.Name,
            Label = verdict.Label,
            Threshold = verdict.Thresholds.Flag.Value,
            BlockThreshold = verdict.Thresholds.Block.Value,
            Status = Write(verdict.Outcome),
            Model = verdict.Model?.ToString() ?? string.Empty,
            Decision = Write(verdict.Decision),
            Reason = verdict.Reason ?? string.Empty,
        };
        if (verdict.Score is { } score) result.Score = score.Value;
        foreach (var e in verdict.Evidence)
            result.Evidence.Add(Write(e));
        return result;
    }

    private static V1.Evidence Write(Evidence e)
    {
        var evidence = new V1.Evidence
        {
            Part = e.Part, View = Write(e.View), Start = e.Start, Length = e.Length, Score = e.Score.Value, Box = Write(e.Box), Brand = Write(e.Brand),
        };
        if (e.Frame is { } frame) evidence.Frame = frame;
        return evidence;
    }

    private static V1.Box? Write(PixelBox? box) =>
        box is { } b ? new V1.Box { X = b.X, Y = b.Y, Width = b.Width, Height = b.Height } : null;

    private static V1.BrandSighting? Write(BrandSighting? brand) => brand is null ? null : new()
    {
        Brand = brand.Brand, Title = brand.Title, NearCopy = brand.NearCopy, Protected = brand.Protected, Claim = Write(brand.Claim),
    };

    private static V1.BrandSighting.Types.Claim Write(BrandClaimOutcome claim) => claim switch
    {
        BrandClaimOutcome.None => V1.BrandSighting.Types.Claim.None,
        BrandClaimOutcome.Right => V1.BrandSighting.Types.Claim.Right,
        BrandClaimOutcome.Wrong => V1.BrandSighting.Types.Claim.Wrong,
        _ => throw new ArgumentOutOfRangeException(nameof(claim)),
    };

    private static V1.Timings Write(ReplyTimings timings) => new()
    {
        QueueNs = timings.QueueNs,
        RunNs = timings.RunNs,
        TotalNs = timings.TotalNs,
        BatchSize = timings.BatchSize,
        RealTokens = timings.RealTokens,
        PaddedTokens = timings.PaddedTokens,
        DispatchReason = timings.Reason is { } reason ? Write(reason) : string.Empty,
    };

    private static string Write(DispatchReason reason) => reason switch
    {
        DispatchReason.Full => "full",
        DispatchReason.Deadline => "deadline",
        DispatchReason.Idle => "idle",
        DispatchReason.MaxDelay => "max-delay",
        DispatchReason.Drain => "drain",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    private static V1.Decision Write(Decision decision) => decision switch
    {
        Decision.Allow => V1.Decision.Allow,
        Decision.Review => V1.Decision.Review,
        Decision.Block => V1.Decision.Block,
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    private static V1.TaskStatus Write(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Ok => V1.TaskStatus.Ok,
        TaskOutcome.Degraded => V1.TaskStatus.Degraded,
        TaskOutcome.Suspended => V1.TaskStatus.Suspended,
        TaskOutcome.Skipped => V1.TaskStatus.Skipped,
        TaskOutcome.Overloaded => V1.TaskStatus.Overloaded,
        TaskOutcome.Error => V1.TaskStatus.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static V1.View Write(TextViewKind? view) => view switch
    {
        null => V1.View.Unspecified,
        TextViewKind.Normalised => V1.View.Normalised,
        TextViewKind.Revealed => V1.View.Revealed,
        TextViewKind.Folded => V1.View.Folded,
        TextViewKind.Decoded => V1.View.Decoded,
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };
}
