using System.Threading.Tasks.Sources;
using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>
/// One submitted item, itself the source of the caller's <see cref="ValueTask{T}"/>. Not pooled: a cancelled or expired item
/// may still be in a running batch when its caller is done with it.
/// </summary>
internal sealed class PendingWork<TItem, TResult>(
    BatcherState state, TItem item, int length, string tenant, WorkClass cls, long deadline)
    : WorkEntry(length, tenant, cls, deadline), IValueTaskSource<Batched<TResult>>
{
    private ManualResetValueTaskSourceCore<Batched<TResult>> _source = new() { RunContinuationsAsynchronously = true };

    private CancellationTokenRegistration _registration;

    public TItem Item { get; } = item;

    public ValueTask<Batched<TResult>> Task => new(this, _source.Version);

    /// <summary>To be called before the caller sees the task.</summary>
    public void ListenTo(CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled) return;
        _registration = cancellation.UnsafeRegister(static (work, token) => ((PendingWork<TItem, TResult>)work!).Cancel(token), this);
    }

    public void Succeed(TResult result, in RunTimings timings) => _source.SetResult(new(result, timings));

    public override void Fail(Exception reason) => _source.SetException(reason);

    public Batched<TResult> GetResult(short token)
    {
        _registration.Unregister();
        return _source.GetResult(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellation) => state.Cancel(this, cancellation);
}
