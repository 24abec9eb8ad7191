namespace Classifier.Imaging.Workers;

/// <summary>What a pool of workers did since its start.</summary>
/// <param name="Decoded">Pictures that came back as pixels.</param>
/// <param name="Refused">Pictures refused by a limit, for their format or as damaged, by a worker or before one.</param>
/// <param name="Overloaded">Pictures turned away because too many waited.</param>
/// <param name="Crashes">Workers that ended by themselves or were killed by the system.</param>
/// <param name="Hangs">Workers ended because a picture took too long.</param>
/// <param name="Restarts">Workers started in place of others.</param>
/// <param name="Waiting">Pictures given and not answered yet.</param>
public readonly record struct WorkerSnapshot(
    long Decoded, long Refused, long Overloaded, long Crashes, long Hangs, long Restarts, int Waiting);

/// <summary>The running numbers behind a snapshot.</summary>
internal sealed class WorkerCounters
{
    private long _decoded;
    private long _refused;
    private long _overloaded;
    private long _crashes;
    private long _hangs;
    private long _starts;

    public void Decoded() => Interlocked.Increment(ref _decoded);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Overloaded() => Interlocked.Increment(ref _overloaded);

    public void Crashed() => Interlocked.Increment(ref _crashes);

    public void Hung() => Interlocked.Increment(ref _hangs);

    public void Started() => Interlocked.Increment(ref _starts);

    public WorkerSnapshot Snapshot(int waiting, int workers) => new(
        Interlocked.Read(ref _decoded), Interlocked.Read(ref _refused), Interlocked.Read(ref _overloaded), Interlocked.Read(ref _crashes),
        Interlocked.Read(ref _hangs), Math.Max(0, Interlocked.Read(ref _starts) - workers), waiting);
}
