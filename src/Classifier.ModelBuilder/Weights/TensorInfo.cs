namespace Classifier.ModelBuilder.Weights;

/// <summary>Where a tensor of a safetensors file lies.</summary>
/// <param name="Shape">Dimensions, outermost first; empty for a scalar.</param>
/// <param name="Offset">First byte, counted from the start of the file.</param>
/// <param name="Length">Bytes; the product of the shape and the element's size.</param>
public sealed record TensorInfo(string Name, TensorType Type, IReadOnlyList<int> Shape, long Offset, int Length)
{
    public int Rows => Shape.Count == 0 ? 1 : Shape[0];

    /// <summary>Elements in a row: the product of all dimensions but the first.</summary>
    public int Columns => Shape.Skip(1).Aggregate(1, (product, size) => product * size);
}
