using Classifier.Inference.Sessions;
using CsCheck;

namespace Classifier.Inference.Tests.Sessions;

public sealed class PackedLayoutTests
{
    private static readonly Gen<int[][]> Batches = Gen.Int[0, 65535].Array[1, 20].Array[1, 6];

    [Fact]
    public void Layout_is_that_of_the_reference_for_two_sequences()
    {
        ReadOnlyMemory<int>[] items = [new[] { 7, 8, 9 }, new[] { 4 }];
        var (ids, pos, unpad) = (new long[4], new long[4], new long[4]);
        var (pad, mask, pool) = (new long[8], new int[8], new float[8]);

        PackedLayout.Ids(items, ids.AsSpan());
        PackedLayout.Positions(items, pos.AsSpan());
        PackedLayout.Pad(items, 4, pad.AsSpan());
        PackedLayout.Mask(items, 4, mask.AsSpan());
        PackedLayout.Unpad(items, 4, unpad.AsSpan());
        PackedLayout.Pool(items, 4, pool.AsSpan());

        Assert.Equal([7, 8, 9, 4], ids);
        Assert.Equal([0, 1, 2, 0], pos);
        Assert.Equal([0, 1, 2, 0, 3, 0, 0, 0], pad);
        Assert.Equal([1, 1, 1, 0, 1, 0, 0, 0], mask);
        Assert.Equal([0, 1, 2, 4], unpad);
        Assert.Equal([1f / 3, 1f / 3, 1f / 3, 0, 0, 0, 0, 1], pool);
    }

    [Fact]
    public void Pad_and_unpad_undo_each_other() => Batches.Sample(batch =>
    {
        var (items, tokens, columns) = Shape(batch);
        var (pad, unpad, mask) = (new int[items.Length * columns], new int[tokens], new int[items.Length * columns]);

        PackedLayout.Pad(items, columns, pad.AsSpan());
        PackedLayout.Unpad(items, columns, unpad.AsSpan());
        PackedLayout.Mask(items, columns, mask.AsSpan());

        Assert.Equal(Enumerable.Range(0, tokens), unpad.Select(cell => pad[cell]));
        Assert.All(unpad, cell => Assert.Equal(1, mask[cell]));
        Assert.Equal(tokens, mask.Sum());
        Assert.All(pad, row => Assert.InRange(row, 0, tokens - 1));
    });

    [Fact]
    public void Pool_averages_each_sequence_and_nothing_else() => Batches.Sample(batch =>
    {
        var (items, tokens, _) = Shape(batch);
        var pool = new double[items.Length * tokens];
        var ids = new double[tokens];

        PackedLayout.Pool(items, tokens, pool.AsSpan());
        PackedLayout.Ids(items, ids.AsSpan());

        for (var b = 0; b < items.Length; b++)
            Assert.Equal(batch[b].Average(), Enumerable.Range(0, tokens).Sum(t => pool[b * tokens + t] * ids[t]), 65535 * 1e-6);
    });

    [Fact]
    public void Filling_overwrites_what_a_larger_batch_left() => Batches.Sample(batch =>
    {
        var (items, tokens, columns) = Shape(batch);
        var (clean, dirty) = (new long[items.Length * Math.Max(tokens, columns)], new long[items.Length * Math.Max(tokens, columns)]);
        Array.Fill(dirty, 77);
        var cells = items.Length * columns;

        PackedLayout.Pad(items, columns, clean.AsSpan(0, cells));
        PackedLayout.Pad(items, columns, dirty.AsSpan(0, cells));
        Assert.Equal(clean.AsSpan(0, cells), dirty.AsSpan(0, cells));

        PackedLayout.Mask(items, columns, clean.AsSpan(0, cells));
        PackedLayout.Mask(items, columns, dirty.AsSpan(0, cells));
        Assert.Equal(clean.AsSpan(0, cells), dirty.AsSpan(0, cells));

        PackedLayout.Pool(items, tokens, clean.AsSpan(0, items.Length * tokens));
        PackedLayout.Pool(items, tokens, dirty.AsSpan(0, items.Length * tokens));
        Assert.Equal(clean.AsSpan(0, items.Length * tokens), dirty.AsSpan(0, items.Length * tokens));
    });

    private static (ReadOnlyMemory<int>[] Items, int Tokens, int Columns) Shape(int[][] batch) =>
        ([.. batch.Select(b => (ReadOnlyMemory<int>)b)], batch.Sum(b => b.Length), batch.Max(b => b.Length));
}
