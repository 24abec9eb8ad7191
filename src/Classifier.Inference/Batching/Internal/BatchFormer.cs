namespace Classifier.Inference.Batching.Internal;

/// <summary>Picks who runs together: a seed by turn, then company of similar length from all tenants.</summary>
internal sealed class BatchFormer(BatcherOptions options, BucketShapes shapes, WorkQueue queue, LatencyModel latency, TimeScale scale)
{
    /// <summary>Once bulk work has aged, one batch in so many is seeded by it.</summary>
    public const int BulkTurn = 4;

    private readonly long _margin = scale.Ticks(options.SafetyMargin);
    private long _number;
    private int _sinceBulk;

    private List<WorkEntry> _batch = [];
    private LatencyCoefficients _known = LatencyCoefficients.Unknown;
    private long _now;
    private long _tightest;
    private long _real;
    private double _longestRun;
    private int _bucket;

    /// <summary>Whether nothing more fits into a batch of so many.</summary>
    public bool IsFull(int items, int bucket) => items >= shapes.Full(bucket);

    /// <summary>Moves a batch from the queue into <paramref name="batch"/>, which comes empty; nothing moves where nothing waits.</summary>
    /// <returns>The bucket that it is padded to.</returns>
    public int Form(long now, List<WorkEntry> batch)
    {
        (_batch, _now, _known) = (batch, now, latency.Current);
        (_tightest, _real, _bucket, _longestRun) = (long.MaxValue, 0, 0, double.PositiveInfinity);
        _number++;
        var bulkTurn = queue.Interactive.Count == 0 || _sinceBulk >= BulkTurn - 1 && queue.BulkHasAged(now);
        var first = bulkTurn ? queue.Bulk : queue.Interactive;
        var second = bulkTurn ? queue.Interactive : queue.Bulk;
        var seeded = Seed(first) || Seed(second);
        if (!seeded)
        {
            if (queue.Parked.Oldest is { } late) Join(late, shapes.Of(late.Length));
            return _bucket;
        }
        var leader = queue.Of(batch[0].Class);
        _sinceBulk = leader == queue.Bulk ? 0 : _sinceBulk + 1;
        Fill(leader);
        // Bulk work may lengthen an interactive batch by no more than the start of a run that it saves.
        if (leader == queue.Interactive) _longestRun = _known.Predict(batch.Count, shapes.Length(_bucket)) + _known.B;
        Fill(leader == queue.Interactive ? queue.Bulk : queue.Interactive);
        return _bucket;
    }

    private bool Seed(ClassQueue from)
    {
        while (from.Seed() is { } seed)
        {
            if (IsLate(seed))
            {
                queue.Park(seed);
                continue;
            }
            Join(seed, seed.Bucket);
            return true;
        }
        return false;
    }

    /// <summary>The seed's own bucket first, then those around it, nearest first.</summary>
    private void Fill(ClassQueue from)
    {
        var centre = _bucket;
        FillFrom(from, centre);
        for (var d = 1; d < shapes.Count && from.Count > 0 && !IsFull(_batch.Count, _bucket); d++)
        {
            if (centre - d >= 0) FillFrom(from, centre - d);
            if (centre + d < shapes.Count) FillFrom(from, centre + d);
        }
    }

    private void FillFrom(ClassQueue from, int bucket)
    {
        // One test for the whole bucket: not even its longest item would keep the grid full enough.
        if (bucket != _bucket && !KeepsFill(shapes.Length(bucket), Math.Max(bucket, _bucket))) return;
        while (from.Candidate(bucket, _number) is { } entry)
        {
            var padded = Math.Max(bucket, _bucket);
            if (_batch.Count + 1 > shapes.Full(padded)) return;
            if (IsLate(entry)) queue.Park(entry);
            else if ((bucket == _bucket || KeepsFill(entry.Length, padded)) && InTime(entry, padded)) Join(entry, padded);
            else entry.Owner!.Close(bucket, _number);
        }
    }

    private void Join(WorkEntry entry, int bucket)
    {
        queue.Take(entry, _number);
        _batch.Add(entry);
        _bucket = bucket;
        _real += entry.Length;
        _tightest = Math.Min(_tightest, entry.Deadline);
    }

    /// <summary>Not even alone and at once.</summary>
    private bool IsLate(WorkEntry entry) =>
        TimeScale.After(_now, scale.Ticks(_known.Predict(1, shapes.Length(entry.Bucket)))) > entry.Deadline;

    private bool KeepsFill(int length, int padded) =>
        _real + length >= options.MinFill * (_batch.Count + 1) * shapes.Length(padded);

    private bool InTime(WorkEntry entry, int padded)
    {
        var run = _known.Predict(_batch.Count + 1, shapes.Length(padded));
        if (run > _longestRun) return false;
        var end = TimeScale.After(_now, scale.Ticks(run * (1 + 2 * _known.Spread)) + _margin);
        return end <= Math.Min(_tightest, entry.Deadline);
    }
}
