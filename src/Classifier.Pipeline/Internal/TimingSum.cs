using Classifier.Core;
using Classifier.Pipeline.Text;

namespace Classifier.Pipeline.Internal;

/// <summary>One request's figures out of its windows': tokens add up, times are those of the slowest.</summary>
internal struct TimingSum
{
    private long _queue;
    private long _run;
    private int _batch;
    private int _real;
    private int _padded;
    private DispatchReason? _reason;

    public void Add(List<WindowScore> windows)
    {
        foreach (var window in windows)
        {
            var t = window.Scores.Timings;
            _real += t.RealCost;
            _padded += t.PaddedCost;
            _batch = Math.Max(_batch, t.BatchSize);
            _queue = Math.Max(_queue, t.QueueNs);
            if (t.RunNs < _run) continue;
            _run = t.RunNs;
            _reason = t.Reason;
        }
    }

    public readonly ReplyTimings Total(TimeSpan elapsed) => new(_queue, _run, elapsed.Ticks * 100, _batch, _real, _padded, _reason);
}
