using System.Runtime.CompilerServices;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>
/// Turns a block of codes from words to bit slices: slice b holds bit b of every code of the block. Bit i of word w of a slice
/// belongs to code 8·i + w, so that turning works on whole registers (64×64 matrices side by side) and needs no shuffles.
/// </summary>
internal static unsafe class BitSlices<TOps, T>
    where TOps : struct, ILaneOperations<T>
    where T : unmanaged
{
    /// <summary>Words of a slice.</summary>
    public const int SliceWords = CodePlanes.BlockSize / 64;

    /// <summary>Turns one plane of one block.</summary>
    /// <param name="source">512 words, the same plane of 512 codes.</param>
    /// <param name="slices">64 slices of 8 words.</param>
    public static void Turn(ulong* source, ulong* slices)
    {
        for (var column = 0; column < SliceWords; column += TOps.Words)
        {
            FirstStep(source + column, slices + column);
            Step(slices + column, 16, 0x0000FFFF0000FFFF);
            Step(slices + column, 8, 0x00FF00FF00FF00FF);
            Step(slices + column, 4, 0x0F0F0F0F0F0F0F0F);
            Step(slices + column, 2, 0x3333333333333333);
            Step(slices + column, 1, 0x5555555555555555);
        }
    }

    // Warren, Hacker's Delight, 7-3: swap ever smaller off-diagonal squares. The first step also copies.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FirstStep(ulong* source, ulong* target)
    {
        var mask = TOps.Broadcast(0x00000000FFFFFFFF);
        for (var row = 0; row < 32; row++)
        {
            var upper = TOps.Load(source + (row * SliceWords));
            var lower = TOps.Load(source + ((row + 32) * SliceWords));
            var swap = TOps.And(TOps.Xor(TOps.ShiftRight(upper, 32), lower), mask);
            TOps.Store(target + ((row + 32) * SliceWords), TOps.Xor(lower, swap));
            TOps.Store(target + (row * SliceWords), TOps.Xor(upper, TOps.ShiftLeft(swap, 32)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step(ulong* rows, int distance, ulong maskWord)
    {
        var mask = TOps.Broadcast(maskWord);
        for (var row = 0; row < 64; row = ((row | distance) + 1) & ~distance)
        {
            var upper = TOps.Load(rows + (row * SliceWords));
            var lower = TOps.Load(rows + ((row | distance) * SliceWords));
            var swap = TOps.And(TOps.Xor(TOps.ShiftRight(upper, distance), lower), mask);
            TOps.Store(rows + ((row | distance) * SliceWords), TOps.Xor(lower, swap));
            TOps.Store(rows + (row * SliceWords), TOps.Xor(upper, TOps.ShiftLeft(swap, distance)));
        }
    }
}
