namespace Classifier.Inference.Batching.Internal;

/// <summary>Work that passed gate 1 and is being prepared.</summary>
internal sealed class AdmissionTicket(BatcherState state, string tenant) : IDisposable
{
    private BatcherState? _state = state;

    public void Dispose() => Interlocked.Exchange(ref _state, null)?.Return(tenant);
}
