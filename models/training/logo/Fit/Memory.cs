using static TorchSharp.torch;

namespace Classifier.Training.Logo.Fit;

/// <summary>Embeddings of the last batches to be compared with (Wang et al., "Cross-Batch Memory for Embedding Learning", CVPR 2020).</summary>
internal sealed class Memory(int size)
{
    private Tensor? _rows, _labels;

    /// <summary>The batch's own rows, then the memory's.</summary>
    public (Tensor Rows, Tensor Labels) With(Tensor rows, Tensor labels) =>
        _rows is null ? (rows, labels) : (cat([rows, _rows]), cat([labels, _labels!]));

    public void Add(Tensor rows, Tensor labels)
    {
        var (old, oldLabels) = (_rows, _labels);
        var (all, allLabels) = With(rows.detach(), labels);
        var end = Math.Min(size, all.shape[0]);
        _rows = all[TensorIndex.Slice(0, end)].clone().DetachFromDisposeScope();
        _labels = allLabels[TensorIndex.Slice(0, end)].clone().DetachFromDisposeScope();
        old?.Dispose();
        oldLabels?.Dispose();
    }
}
