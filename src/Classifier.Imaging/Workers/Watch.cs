namespace Classifier.Imaging.Workers;

/// <summary>Ends a worker that takes too long. Once disposed it touches the worker no more.</summary>
internal sealed class Watch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly WorkerProcess _process;
    private readonly ITimer _timer;
    private bool _over;

    public Watch(TimeProvider time, WorkerProcess process, TimeSpan limit)
    {
        _process = process;
        _timer = time.CreateTimer(_ => Fire(), null, limit, Timeout.InfiniteTimeSpan);
    }

    public bool Fired { get; private set; }

    public void Dispose()
    {
        lock (_gate) _over = true;
        _timer.Dispose();
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (_over) return;
            Fired = true;
            _process.Kill();
        }
    }
}
