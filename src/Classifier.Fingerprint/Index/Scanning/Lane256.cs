using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>AVX2: bytes are counted by VPSHUFB on nibbles (Muła, Kurz, Lemire: Faster Population Counts Using AVX2 Instructions).</summary>
internal readonly struct Lane256 : ILaneOperations<Vector256<ulong>>
{
    /// <summary>Bits set in 0 … 7, a byte each.</summary>
    internal const ulong LowBits = 0x0302_0201_0201_0100;

    /// <summary>Bits set in 8 … 15.</summary>
    internal const ulong HighBits = 0x0403_0302_0302_0201;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Words => 4;

    private static Vector256<byte> BitsOfNibble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(LowBits, HighBits, LowBits, HighBits).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<ulong> Load(ulong* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(ulong* target, Vector256<ulong> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> And(Vector256<ulong> a, Vector256<ulong> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor3(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Majority(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) => (a & b) | (c & (a ^ b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> ShiftLeft(Vector256<ulong> a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> ShiftRight(Vector256<ulong> a, int count) => a >>> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> PopCount(Vector256<ulong> a, Vector256<ulong> b)
    {
        var bytes = OfBytes(a) + OfBytes(b);
        return Avx2.SumAbsoluteDifferences(bytes, Vector256<byte>.Zero).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Add(Vector256<ulong> a, Vector256<ulong> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtMost(Vector256<ulong> a, Vector256<ulong> bound) => Vector256.LessThanOrEqualAny(a.AsInt64(), bound.AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllSet(Vector256<ulong> a) => a == Vector256<ulong>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> OfBytes(Vector256<ulong> a)
    {
        var low = Vector256.Create((byte)0x0F);
        return Avx2.Shuffle(BitsOfNibble, a.AsByte() & low) + Avx2.Shuffle(BitsOfNibble, (a >>> 4).AsByte() & low);
    }
}
