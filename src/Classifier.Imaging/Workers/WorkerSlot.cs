using Classifier.Core;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Workers;

/// <summary>
/// A place in the pool: a thread that keeps one worker process alive and gives it one picture after the other. A thread of its own,
/// since it mostly waits on a pipe.
/// </summary>
internal sealed class WorkerSlot : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly int _number;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WorkerProcess? _process;
    private volatile bool _stopping;

    public WorkerSlot(WorkerPool pool, int number)
    {
        (_pool, _number) = (pool, number);
        _thread = new Thread(Run) { IsBackground = true, Name = $"image worker {number}" };
    }

    /// <summary>Ends when the first worker is up, with an error if it cannot start.</summary>
    public Task Ready => _ready.Task;

    public int? ProcessId => _process?.Id;

    public void Start() => _thread.Start();

    public void Stop()
    {
        _stopping = true;
        _process?.Kill();
    }

    public void Dispose()
    {
        Stop();
        _thread.Join();
    }

    private void Run()
    {
        TryEnsureProcess();
        foreach (var job in _pool.Jobs.GetConsumingEnumerable())
        {
            if (job.Begin()) Serve(job);
            _pool.Answered();
            if (!_stopping) TryEnsureProcess();
        }

        Drop();
    }

    private void Serve(DecodeJob job)
    {
        // Counted before the caller goes on, so that a snapshot taken then holds the picture.
        try
        {
            var image = Exchange(job);
            _pool.Counters.Decoded();
            job.Complete(image);
        }
        catch (ClassifierException e)
        {
            _pool.Counters.Refused();
            // A worker that came to the end of its memory does not decode the next picture reliably.
            if (e.Kind == ErrorKind.TooLarge) Drop();
            job.Fail(e);
        }
        catch (Exception e)
        {
            job.Fail(e);
        }
    }

    private DecodedImage Exchange(DecodeJob job)
    {
        if (_stopping) throw Stopping();
        var process = Send(job);
        using var watch = _pool.Watch(process);
        try
        {
            var image = process.Receive(job.Request, _pool.Limits);
            process.Trim(job.Encoded.Length, image.Frames.Sum(frame => 3L * frame.Width * frame.Height));
            if (watch.Fired) Drop();
            return image;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            var hung = watch.Fired;
            Drop();
            if (_stopping) throw Stopping();
            return hung ? throw Hung(job) : throw Crashed(job);
        }
    }

    // A worker that died while idle has not seen this picture, which then is not at fault and gets another one.
    private WorkerProcess Send(DecodeJob job)
    {
        for (var attempt = 0; ; attempt++)
        {
            var process = EnsureProcess();
            try
            {
                process.Send(job.Encoded.Span, job.Request);
                return process;
            }
            catch (IOException) when (attempt == 0)
            {
                _pool.Counters.Crashed();
                Drop();
            }
        }
    }

    private static ClassifierException Stopping() => new(ErrorKind.ShuttingDown, "Image workers are stopping.");

    private ClassifierException Hung(DecodeJob job)
    {
        _pool.Counters.Hung();
        Log.WorkerHung(_pool.Logger, _number, job.Encoded.Length);
        return Faults.Hung();
    }

    private ClassifierException Crashed(DecodeJob job)
    {
        _pool.Counters.Crashed();
        Log.WorkerCrashed(_pool.Logger, _number, job.Encoded.Length);
        return Faults.Crashed();
    }

    private void TryEnsureProcess()
    {
        try
        {
            EnsureProcess();
            _ready.TrySetResult();
        }
        catch (ClassifierException e)
        {
            _ready.TrySetException(e);
        }
    }

    private WorkerProcess EnsureProcess()
    {
        if (_process is { HasExited: false } alive) return alive;
        if (_process is not null)
        {
            _pool.Counters.Crashed();
            Drop();
        }

        try
        {
            var process = WorkerProcess.Start(_pool.Command, _pool.Options);
            _process = process;
            using (_pool.Watch(process, _pool.Options.Workers.StartLimit))
                process.AwaitReady();
            _pool.Counters.Started();
            return process;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Drop();
            if (!_stopping) Log.WorkerDoesNotStart(_pool.Logger, _number, e);
            throw new ClassifierException(ErrorKind.ModelUnavailable, "The image decoder does not start.", inner: e);
        }
    }

    private void Drop()
    {
        _process?.Dispose();
        _process = null;
    }
}
