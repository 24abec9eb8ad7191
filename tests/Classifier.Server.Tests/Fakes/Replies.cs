using Classifier.Core;
using Classifier.Pipeline;

namespace Classifier.Server.Tests.Fakes;

internal static class Replies
{
    public static readonly Thresholds Limits = new(new Score(0.5), new Score(0.9));

    /// <summary>A verdict of three text tasks; those not named score 0.01.</summary>
    public static ClassificationReply Scores(params (TaskKind Task, double Score)[] scores)
    {
        var results = new[] { TaskKind.Injection, TaskKind.Toxicity, TaskKind.Hate }
            .Select(task => Verdict(task, Find(scores, task)))
            .ToArray();
        return Of(results);
    }

    private static double Find((TaskKind Task, double Score)[] scores, TaskKind task)
    {
        foreach (var s in scores)
            if (s.Task == task) return s.Score;
        return 0.01;
    }

    public static ClassificationReply Of(params TaskVerdict[] results) => new(
        results.Select(r => r.Decision).Aggregate(Decision.Allow, Decisions.Strictest),
        results,
        "output-1",
        null,
        new ReplyTimings(1, 2, 3, 4, 5, 6, DispatchReason.Idle));

    public static TaskVerdict Verdict(TaskKind task, double score)
    {
        var decision = Limits.Decide(new Score(score));
        return new TaskVerdict(
            task, decision == Decision.Allow ? "none" : task.Name, new Score(score), Limits, TaskOutcome.Ok, new ModelId("text", "1"),
            decision == Decision.Allow ? [] : [new Evidence(0, TextViewKind.Folded, 2, 5, new Score(score))], decision, null);
    }

    public static TaskVerdict Unscored(TaskKind task, TaskOutcome outcome, Decision decision, string reason) =>
        new(task, "none", null, Limits, outcome, null, [], decision, reason);
}
