using System.Diagnostics;
using System.Diagnostics.Metrics;
using Classifier.Pipeline;
using Google.Rpc;

namespace Classifier.Server.Observability;

/// <summary>Counts calls and decisions. Names follow OpenTelemetry's conventions.</summary>
internal sealed class ServerMetrics
{
    public const string MeterName = "Classifier.Server";

    private readonly Counter<long> _calls;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _decisions;

    public ServerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _calls = meter.CreateCounter<long>("classifier.calls", "{call}", "Calls by method and code.");
        _durations = meter.CreateHistogram<double>(
            "classifier.call.duration", "s", "Time from a call's arrival to its end.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });
        _decisions = meter.CreateCounter<long>("classifier.decisions", "{decision}", "What each task decided.");
    }

    /// <param name="method">A gRPC method's full name or a REST path of ours; a closed set.</param>
    public void CallEnded(string method, Code code, TimeSpan took)
    {
        var tags = new TagList { { "method", method }, { "code", code.ToString() } };
        _calls.Add(1, tags);
        _durations.Record(took.TotalSeconds, tags);
    }

    public void Judged(ClassificationReply reply)
    {
        foreach (var result in reply.Results)
        {
            _decisions.Add(1, new TagList
            {
                { "task", result.Task.Name },
                { "decision", result.Decision.ToString() },
                { "outcome", result.Outcome.ToString() },
            });
        }
    }
}
