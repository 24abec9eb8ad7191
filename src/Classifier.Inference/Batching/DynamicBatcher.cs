using System.Diagnostics.CodeAnalysis;
using Classifier.Core;
using Classifier.Inference.Batching.Internal;
using Classifier.Inference.Internal;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Batching;

/// <summary>
/// Forms batches of items of similar length from all tenants and runs them, one dedicated thread a runner. Every submitted
/// item completes exactly once. Thread-safe. See docs/batcher.md.
/// </summary>
public sealed class DynamicBatcher<TItem, TResult> : IAsyncDisposable
{
    private readonly BatcherState _state;
    private readonly InstanceLoop<TItem, TResult>[] _loops;

    /// <param name="instances">At least one; each is called from one thread only.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: an option is out of range.</exception>
    public DynamicBatcher(IReadOnlyList<IBatchRunner<TItem, TResult>> instances, BatcherOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentOutOfRangeException.ThrowIfZero(instances.Count, nameof(instances));
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _state = new(options, instances.Count, time, logger);
        _loops = new InstanceLoop<TItem, TResult>[instances.Count];
        for (var i = 0; i < _loops.Length; i++) _loops[i] = new(i, instances[i], _state, Report);
    }

    /// <summary>Hears of every batch, on the thread that ran it.</summary>
    public event BatchObserver? BatchCompleted;

    /// <summary>Counters and the state of the queue.</summary>
    public QueueFigures Figures => _state.Figures;

    /// <summary>Seed it from warm-up runs; keep its <see cref="LatencyModel.Current"/> for the next start.</summary>
    public LatencyModel Latency => _state.Planner.Latency;

    /// <summary>Gate 1: refuses before anything is spent. Dispose the ticket when the work was submitted or given up.</summary>
    /// <exception cref="ClassifierException">
    /// <see cref="ErrorKind.DeadlineUnmeetable"/>, <see cref="ErrorKind.QuotaExceeded"/>, <see cref="ErrorKind.Overloaded"/> or
    /// <see cref="ErrorKind.ShuttingDown"/>, with a retry time; <see cref="ErrorKind.DeadlineExceeded"/> when it has passed.
    /// </exception>
    public IDisposable Admit(in AdmissionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Tenant);
        var refusal = _state.TryPrepare(request);
        return refusal.Refused ? throw refusal.ToException() : new AdmissionTicket(_state, request.Tenant);
    }

    /// <summary>Gate 2 and the run.</summary>
    /// <param name="length">The item's exact cost, 1 to the last bucket.</param>
    /// <param name="deadline">Timestamp of the time provider; <see cref="long.MaxValue"/> for none.</param>
    /// <exception cref="ClassifierException">As <see cref="Admit"/>; <see cref="ErrorKind.Overloaded"/> also for bulk work that had to make room.</exception>
    /// <exception cref="ModelFaultException">The run failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, waiting or running.</exception>
    public ValueTask<Batched<TResult>> SubmitAsync(
        TItem item, int length, string tenant, WorkClass cls, long deadline, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _state.Planner.Shapes.Longest);
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<Batched<TResult>>(ct);
        var work = new PendingWork<TItem, TResult>(_state, item, length, tenant, cls, deadline);
        var refusal = _state.TryOffer(work);
        if (refusal.Refused) return ValueTask.FromException<Batched<TResult>>(refusal.ToException());
        work.ListenTo(ct);
        return work.Task;
    }

    /// <summary>Shuts gate 1 and finishes what was admitted. Cancelling gives up the wait, not the drain.</summary>
    public Task DrainAsync(CancellationToken cancellation)
    {
        _state.Logger.Draining(_state.Options.Model, _state.Figures.QueuedItems);
        _state.Drain();
        return _state.Drained.WaitAsync(cancellation);
    }

    /// <summary>Fails what waits with <see cref="ErrorKind.ShuttingDown"/>, lets running batches finish and ends the threads.</summary>
    public async ValueTask DisposeAsync()
    {
        _state.Stop();
        foreach (var loop in _loops) await loop.Ended;
        _state.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A listener's fault must not end the thread that serves.")]
    private void Report(BatchReport report)
    {
        try
        {
            BatchCompleted?.Invoke(report);
        }
        catch (Exception fault)
        {
            _state.Logger.ObserverFailed(_state.Options.Model, fault);
        }
    }
}
