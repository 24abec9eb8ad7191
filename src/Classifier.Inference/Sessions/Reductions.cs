using System.Numerics;
using System.Runtime.InteropServices;

namespace Classifier.Inference.Sessions;

/// <summary>What is kept of an output, and whether it is sound.</summary>
internal static class Reductions
{
    /// <summary>Index and value of the largest element of each row of the last dimension; the first of equals.</summary>
    public static ImageTensor ArgMax(ReadOnlySpan<float> values, IReadOnlyList<int> shape)
    {
        var columns = shape[^1];
        var rows = columns == 0 ? 0 : values.Length / columns;
        var reduced = new float[rows * 2];
        for (var r = 0; r < rows; r++)
        {
            var row = values.Slice(r * columns, columns);
            var largest = Largest(row);
            reduced[2 * r] = row.IndexOf(largest);
            reduced[2 * r + 1] = largest;
        }
        int[] kept = [.. shape.Take(shape.Count - 1), 2];
        return new(kept, reduced);
    }

    /// <summary>Whether no value is infinite or not a number.</summary>
    public static bool AllFinite(ReadOnlySpan<float> values)
    {
        // 0 · x is 0 for finite x and not a number for any other.
        var sum = Vector<float>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (var v in vectors) sum += v * Vector<float>.Zero;
        var rest = 0f;
        foreach (var v in values[(vectors.Length * Vector<float>.Count)..]) rest += v * 0;
        return Vector.Sum(sum) + rest == 0;
    }

    private static float Largest(ReadOnlySpan<float> row)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        var best = new Vector<float>(float.NegativeInfinity);
        foreach (var v in vectors) best = Vector.Max(best, v);
        var largest = float.NegativeInfinity;
        for (var i = 0; i < Vector<float>.Count; i++) largest = MathF.Max(largest, best[i]);
        foreach (var v in row[(vectors.Length * Vector<float>.Count)..]) largest = MathF.Max(largest, v);
        return largest;
    }
}
