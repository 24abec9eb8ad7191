using Classifier.Cli.Load.Content;
using Classifier.Cli.Shell;
using Classifier.Client;
using Classifier.V1;

namespace Classifier.Cli.Load.Run;

/// <summary>Every distinct item's verdict without load, and its label.</summary>
internal sealed class Reference
{
    private readonly IReadOnlyList<LoadItem> _items;
    private readonly Dictionary<string, string>[] _labels;

    public Reference(IReadOnlyList<LoadItem> items, IReadOnlyList<ClassifyResponse> replies, IReadOnlyList<double> latencies)
    {
        _items = items;
        _labels = [.. replies.Select(r => r.Results.Where(t => t.Status == V1.TaskStatus.Ok).ToDictionary(t => t.Task, t => t.Label, StringComparer.Ordinal))];
        Latencies = latencies;
        var right = replies.Select((r, i) => Right(i, r)).Where(r => r is not null).ToArray();
        Accuracy = right.Length == 0 ? null : right.Count(r => r == true) / (double)right.Length;
        MeanTokens = replies.Count == 0 ? 0 : replies.Average(r => r.Timings?.RealTokens ?? 0);
    }

    /// <summary>Seconds, one an item.</summary>
    public IReadOnlyList<double> Latencies { get; }

    /// <summary>Share of items whose verdict is that of the label.</summary>
    public double? Accuracy { get; }

    public double MeanTokens { get; }

    /// <summary>One item after the other.</summary>
    /// <exception cref="CliException">The server leaves a task unanswered without load (5).</exception>
    public static async Task<Reference> MeasureAsync(
        ClassifierClient client, IReadOnlyList<LoadItem> items, TimeProvider time, CancellationToken cancellation)
    {
        var (replies, latencies) = (new List<ClassifyResponse>(), new List<double>());
        foreach (var item in items)
        {
            var start = time.GetTimestamp();
            var reply = await client.ClassifyAsync(item.Request, cancellation: cancellation);
            latencies.Add(time.GetElapsedTime(start).TotalSeconds);
            if (!reply.Results.Any(r => r.Status == V1.TaskStatus.Ok)) throw CliException.Failed("the server judges no task of an item even without load.");
            replies.Add(reply);
        }
        return new(items, replies, latencies);
    }

    /// <summary>Whether every task that both runs answered has the same label; null where there is none.</summary>
    public bool? Agrees(int item, ClassifyResponse reply)
    {
        bool? agrees = null;
        foreach (var result in reply.Results)
        {
            if (result.Status is not (V1.TaskStatus.Ok or V1.TaskStatus.Degraded) || !_labels[item].TryGetValue(result.Task, out var label)) continue;
            agrees = (agrees ?? true) && label == result.Label;
        }
        return agrees;
    }

    /// <summary>Whether the task's verdict is that of the label; null where it gave none.</summary>
    public bool? Right(int item, ClassifyResponse reply) =>
        _items[item].Task is { } task && reply.Find(task) is { HasScore: true } result ? result.Score >= result.Threshold == _items[item].Positive : null;
}
