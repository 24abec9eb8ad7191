using Classifier.Core;
using Classifier.Pipeline.Images;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Text;

namespace Classifier.Pipeline.Internal;

/// <summary>One request's figures out of its windows' and crops': tokens add up, times are those of the slowest.</summary>
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
            AddTimes(t);
        }
    }

    /// <summary>Times alone: a picture's cost is in pixels and adds to no number of tokens.</summary>
    public void Add(IReadOnlyList<PictureScores> pictures)
    {
        foreach (var picture in pictures)
            foreach (var crop in picture.Crops) AddTimes(crop.Timings);
    }

    /// <summary>Times alone, as of pictures.</summary>
    public void Add(IReadOnlyList<LogoScores> pictures)
    {
        foreach (var picture in pictures)
            foreach (var size in picture.Timings) AddTimes(size);
    }

    private void AddTimes(in RunTimings t)
    {
        _batch = Math.Max(_batch, t.BatchSize);
        _queue = Math.Max(_queue, t.QueueNs);
        if (t.RunNs < _run) return;
        _run = t.RunNs;
        _reason = t.Reason;
    }

    public readonly ReplyTimings Total(TimeSpan elapsed) => new(_queue, _run, elapsed.Ticks * 100, _batch, _real, _padded, _reason);
}
