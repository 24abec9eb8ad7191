namespace Classifier.Inference.Batching.Internal;

/// <summary>The padded lengths, and how many items of each fill a batch.</summary>
internal sealed class BucketShapes
{
    /// <summary>Runs shorter than this are not worth splitting for anybody's sake.</summary>
    private const double ShortestRun = 0.01;

    private readonly int[] _lengths;
    private readonly int[] _most;
    private readonly int[] _full;
    private readonly double _overheadShare;
    private LatencyCoefficients? _learnt;

    public BucketShapes(BatcherOptions options)
    {
        _lengths = [.. options.Buckets];
        _most = new int[_lengths.Length];
        for (var k = 0; k < _most.Length; k++) _most[k] = Math.Min(options.MaxBatchItems, options.TokenBudget / _lengths[k]);
        _full = [.. _most];
        _overheadShare = options.OverheadShare;
    }

    public int Count => _lengths.Length;
    public int Longest => _lengths[^1];

    /// <summary>Padded length of a bucket.</summary>
    public int Length(int bucket) => _lengths[bucket];

    /// <summary>Items of a bucket that make a batch full, at least 1.</summary>
    public int Full(int bucket) => _full[bucket];

    /// <summary>The bucket of an item; its length lies between 1 and <see cref="Longest"/>.</summary>
    public int Of(int length)
    {
        var k = Array.BinarySearch(_lengths, length);
        return k < 0 ? ~k : k;
    }

    /// <summary>
    /// Sets how many items fill a batch: as many as the options allow, but no more than make the start of a run a small part
    /// of it. Beyond that a batch gains no throughput and only makes everybody wait longer.
    /// </summary>
    public void Learn(LatencyCoefficients known)
    {
        if (ReferenceEquals(known, _learnt)) return;
        _learnt = known;
        var run = _overheadShare > 0 ? Math.Max(ShortestRun, known.B / _overheadShare) : double.PositiveInfinity;
        for (var k = 0; k < _full.Length; k++)
        {
            var item = (known.A + known.C * _lengths[k]) * _lengths[k];
            var items = (run - known.B) / item;
            _full[k] = items < _most[k] ? Math.Max(1, (int)items) : _most[k];
        }
    }

    /// <summary>Predicted seconds for <paramref name="items"/> of one bucket in batches as full as can be.</summary>
    public double Work(int bucket, int items, LatencyCoefficients known)
    {
        var (batches, rest) = Math.DivRem(items, _full[bucket]);
        var seconds = batches * known.Predict(_full[bucket], _lengths[bucket]);
        return rest == 0 ? seconds : seconds + known.Predict(rest, _lengths[bucket]);
    }
}
