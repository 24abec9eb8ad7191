using Classifier.Fingerprint.Index.Storage;

namespace Classifier.Fingerprint.Index;

/// <summary>Something for the writing thread: a change, or work that must not overlap with changes.</summary>
internal sealed class PendingChange
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="operations">At least one; made together or not at all.</param>
    public PendingChange(params LogOperation[] operations) => Operations = operations;

    public PendingChange(Func<bool> work) => Work = work;

    public LogOperation[] Operations { get; } = [];

    public int Size => Operations.Sum(operation => operation.Size);

    public Func<bool>? Work { get; }

    public Task<bool> Done => _done.Task;

    public void Succeed(bool result) => _done.TrySetResult(result);

    public void Fail(Exception e) => _done.TrySetException(e);
}
