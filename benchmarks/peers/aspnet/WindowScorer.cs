using System.Threading.Channels;

namespace Classifier.Peers;

/// <summary>
/// Triton's dynamic batcher as most set it up: in order of arrival, dispatched when a batch has its preferred size or its oldest
/// request has waited for the maximum delay (max_queue_delay_microseconds). Knows nothing of lengths, deadlines or tenants.
/// </summary>
internal sealed class WindowScorer : IScorer
{
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>();
    private readonly PackedGraph _graph;
    private readonly int _size;
    private readonly TimeSpan _delay;

    public WindowScorer(PackedGraph graph, int size, TimeSpan delay)
    {
        (_graph, _size, _delay) = (graph, size, delay);
        _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Task<Scored> ScoreAsync(int[] ids)
    {
        var waiting = new Waiting(ids, TimeProvider.System.GetTimestamp());
        _queue.Writer.TryWrite(waiting);
        return waiting.Result.Task;
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Waiting>(_size);
            while (batch.Count < _size)
            {
                if (_queue.Reader.TryRead(out var next))
                {
                    batch.Add(next);
                    continue;
                }
                var left = _delay - TimeProvider.System.GetElapsedTime(batch[0].Arrived);
                if (left <= TimeSpan.Zero || !await ArrivesWithin(left)) break;
            }
            Run(batch);
        }
    }

    private async Task<bool> ArrivesWithin(TimeSpan left)
    {
        using var end = new CancellationTokenSource(left);
        try
        {
            return await _queue.Reader.WaitToReadAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Run(List<Waiting> batch)
    {
        try
        {
            var logits = _graph.Run([.. batch.Select(w => w.Ids)]);
            var padded = batch.Count * batch.Max(w => w.Ids.Length);
            for (var i = 0; i < batch.Count; i++) batch[i].Result.TrySetResult(new(logits[i], batch.Count, batch.Sum(w => w.Ids.Length), padded));
        }
        catch (Exception e)
        {
            foreach (var waiting in batch) waiting.Result.TrySetException(e);
        }
    }

    private sealed record Waiting(int[] Ids, long Arrived)
    {
        public TaskCompletionSource<Scored> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
