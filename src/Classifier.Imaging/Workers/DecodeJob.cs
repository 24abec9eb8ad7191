namespace Classifier.Imaging.Workers;

/// <summary>A picture that waits. Its bytes are read until its task has ended, hence a decode that has begun is not left.</summary>
internal sealed class DecodeJob(ReadOnlyMemory<byte> encoded, WorkerRequest request, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<DecodedImage> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;

    public ReadOnlyMemory<byte> Encoded => encoded;

    public WorkerRequest Request => request;

    public Task<DecodedImage> Task => _source.Task;

    /// <summary>True for the first caller: the slot that decodes, or the canceller.</summary>
    public bool Begin() => Interlocked.Exchange(ref _begun, 1) == 0;

    public void CancelIfWaiting()
    {
        if (Begin()) _source.TrySetCanceled(cancellation);
    }

    public void Complete(DecodedImage image)
    {
        if (cancellation.IsCancellationRequested)
        {
            image.Dispose();
            _source.TrySetCanceled(cancellation);
            return;
        }

        _source.TrySetResult(image);
    }

    public void Fail(Exception exception) => _source.TrySetException(exception);
}
