namespace Classifier.Inference.Batching;

/// <summary>Runs one formed batch, synchronously, always on the same dedicated thread.</summary>
public interface IBatchRunner<TItem, TResult>
{
    /// <summary>Runs <paramref name="items"/> and fills <paramref name="results"/> in the same order.</summary>
    /// <returns>Cells of the padded grid that the batch took.</returns>
    /// <exception cref="ModelFaultException">Fails every item of the batch, and only those.</exception>
    int Run(ReadOnlySpan<TItem> items, Span<TResult> results);
}
