namespace Classifier.Inference.Batching.Internal;

/// <summary>Which instances run, and until when they are thought to.</summary>
internal sealed class InstanceBoard(int instances)
{
    private readonly long[] _endsAt = new long[instances];
    private readonly bool[] _busy = new bool[instances];

    public int Count => instances;
    public int Busy { get; private set; }
    public int Free => instances - Busy;

    public void Start(int instance, long endsAt)
    {
        _busy[instance] = true;
        _endsAt[instance] = endsAt;
        Busy++;
    }

    public void Stop(int instance)
    {
        _busy[instance] = false;
        Busy--;
    }

    /// <summary>Ticks that the present runs are still thought to take, together.</summary>
    public long Remaining(long now)
    {
        long sum = 0;
        for (var i = 0; i < instances; i++)
            if (_busy[i]) sum += Math.Max(0, _endsAt[i] - now);
        return sum;
    }
}
