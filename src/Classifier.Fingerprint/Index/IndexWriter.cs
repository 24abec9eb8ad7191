using System.Runtime.InteropServices;
using System.Threading.Channels;
using Classifier.Core;
using Classifier.Fingerprint.Index.Storage;

namespace Classifier.Fingerprint.Index;

/// <summary>
/// The one thread that changes an index. It takes all changes that wait, makes them durable with one flush of the log, shows them
/// to readers in one new snapshot, and only then says so to whoever asked for them.
/// </summary>
internal sealed class IndexWriter : IDisposable
{
    private const int MostOfGroup = 4096;
    private const int MostBytesOfGroup = 8 << 20;

    private readonly Channel<PendingChange> _queue = Channel.CreateUnbounded<PendingChange>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IndexState _state;
    private readonly Thread _thread;
    private readonly List<PendingChange> _group = [];
    private readonly List<LogOperation> _operations = [];

    public IndexWriter(IndexState state)
    {
        _state = state;
        _thread = new Thread(Run) { IsBackground = true, Name = "fingerprint index" };
        _thread.Start();
    }

    /// <returns>Completes when the change is durable and visible.</returns>
    public Task<bool> Submit(PendingChange change) =>
        _queue.Writer.TryWrite(change)
            ? change.Done
            : Task.FromException<bool>(new ObjectDisposedException(nameof(FingerprintIndex)));

    /// <summary>Finishes what was submitted, then stops.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
    }

    private void Run()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryPeek(out var next))
            {
                if (next.Work is null)
                    CommitGroup();
                else if (_queue.Reader.TryRead(out next))
                    RunWork(next);
            }
        }
    }

    private static void RunWork(PendingChange change)
    {
        try
        {
            change.Succeed(change.Work!());
        }
        catch (Exception e) when (e is ClassifierException || StorageFailure.IsOfDisk(e))
        {
            change.Fail(e as ClassifierException ?? StorageFailure.Failed("The index could not use its files.", e));
        }
    }

    private void CommitGroup()
    {
        _group.Clear();
        _operations.Clear();
        Exception? failure = null;
        try
        {
            Take(_queue.Reader.TryPeek(out var first) ? _state.MakeRoom(first.Operations.Length) : 0);
            _state.Append(CollectionsMarshal.AsSpan(_operations));
        }
        catch (Exception e) when (e is ClassifierException || StorageFailure.IsOfDisk(e))
        {
            failure = e as ClassifierException ?? StorageFailure.Failed("The index could not use its files.", e);
            if (_group.Count == 0)
                Take(int.MaxValue, mostChanges: 1);
        }

        if (failure is not null)
        {
            _group.ForEach(change => change.Fail(failure));
            return;
        }

        var existed = _state.Apply(CollectionsMarshal.AsSpan(_operations)).AsSpan();
        foreach (var change in _group)
        {
            change.Succeed(existed[..change.Operations.Length].Contains(true));
            existed = existed[change.Operations.Length..];
        }
    }

    // A change is never divided between groups: a group is durable as a whole or not at all.
    private void Take(int room, int mostChanges = MostOfGroup)
    {
        var bytes = 0;
        while (_group.Count < mostChanges && bytes < MostBytesOfGroup && _queue.Reader.TryPeek(out var next) && next.Work is null
            && _operations.Count + next.Operations.Length <= room && _queue.Reader.TryRead(out next))
        {
            _group.Add(next);
            _operations.AddRange(next.Operations);
            bytes += next.Size;
        }
    }
}
