using Classifier.V1;
using TaskStatus = Classifier.V1.TaskStatus;

namespace Classifier.Cli.Load.Run;

/// <summary>What a reply in time is worth: the worst of its tasks' statuses.</summary>
internal static class ReplyKind
{
    public static (OutcomeKind Kind, string Status) Of(ClassifyResponse reply)
    {
        var worst = (OutcomeKind.Ok, "OK");
        foreach (var result in reply.Results)
        {
            if (result.Status is TaskStatus.Error or TaskStatus.Suspended or TaskStatus.Unspecified) return (OutcomeKind.Error, "TASK_" + result.Status.ToString().ToUpperInvariant());
            if (result.Status == TaskStatus.Overloaded) worst = (OutcomeKind.Shed, "OVERLOADED");
            else if (result.Status == TaskStatus.Degraded && worst.Item1 == OutcomeKind.Ok) worst = (OutcomeKind.Degraded, "DEGRADED");
        }
        return worst;
    }
}
