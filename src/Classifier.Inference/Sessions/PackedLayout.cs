using System.Numerics;

namespace Classifier.Inference.Sessions;

/// <summary>
/// Fills the inputs of a packed batch. T is the number of real tokens, all sequences one after the other; B × S is the grid
/// that only attention sees. Element types are the graph's.
/// </summary>
internal static class PackedLayout
{
    /// <summary>[T]: the token ids.</summary>
    public static void Ids<T>(ReadOnlySpan<ReadOnlyMemory<int>> items, Span<T> ids)
        where T : INumberBase<T>
    {
        var at = 0;
        foreach (var item in items)
            foreach (var id in item.Span) ids[at++] = T.CreateTruncating(id);
    }

    /// <summary>[T]: each token's position in its sequence.</summary>
    public static void Positions<T>(ReadOnlySpan<ReadOnlyMemory<int>> items, Span<T> positions)
        where T : INumberBase<T>
    {
        var at = 0;
        foreach (var item in items)
            for (var p = 0; p < item.Length; p++) positions[at++] = T.CreateTruncating(p);
    }

    /// <summary>[B, S]: for each cell of the grid the row among the T tokens; 0 where there is no token.</summary>
    public static void Pad<T>(ReadOnlySpan<ReadOnlyMemory<int>> items, int columns, Span<T> pad)
        where T : INumberBase<T>
    {
        pad.Clear();
        var token = 0;
        for (var b = 0; b < items.Length; b++)
        {
            var row = pad.Slice(b * columns, items[b].Length);
            for (var s = 0; s < row.Length; s++) row[s] = T.CreateTruncating(token++);
        }
    }

    /// <summary>[B, S]: 1 for a real token.</summary>
    public static void Mask<T>(ReadOnlySpan<ReadOnlyMemory<int>> items, int columns, Span<T> mask)
        where T : INumberBase<T>
    {
        mask.Clear();
        for (var b = 0; b < items.Length; b++) mask.Slice(b * columns, items[b].Length).Fill(T.One);
    }

    /// <summary>[T]: for each token its cell in the flattened grid.</summary>
    public static void Unpad<T>(ReadOnlySpan<ReadOnlyMemory<int>> items, int columns, Span<T> unpad)
        where T : INumberBase<T>
    {
        var at = 0;
        for (var b = 0; b < items.Length; b++)
            for (var s = 0; s < items[b].Length; s++) unpad[at++] = T.CreateTruncating(b * columns + s);
    }

    /// <summary>[B, T]: 1 / length where the token belongs to the sequence, so that the mean is a matrix product.</summary>
    public static void Pool<T>(ReadOnlySpan<ReadOnlyMemory<int>> items, int tokens, Span<T> pool)
        where T : INumberBase<T>
    {
        pool.Clear();
        var token = 0;
        for (var b = 0; b < items.Length; b++)
        {
            pool.Slice(b * tokens + token, items[b].Length).Fill(T.CreateTruncating(1f / items[b].Length));
            token += items[b].Length;
        }
    }
}
