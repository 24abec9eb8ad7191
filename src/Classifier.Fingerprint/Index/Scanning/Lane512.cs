using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>AVX-512 F and BW. Full adders are two VPTERNLOG; bytes are counted by two VPSHUFB and summed by VPSADBW (.NET has no VPOPCNT).</summary>
internal readonly struct Lane512 : ILaneOperations<Vector512<ulong>>
{
    public static bool IsSupported => Avx512BW.IsSupported && Avx512F.IsSupported;

    public static int Words => 8;

    private static Vector512<byte> BitsOfNibble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(Lane256.LowBits, Lane256.HighBits, Lane256.LowBits, Lane256.HighBits, Lane256.LowBits, Lane256.HighBits, Lane256.LowBits, Lane256.HighBits).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector512<ulong> Load(ulong* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(ulong* target, Vector512<ulong> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Broadcast(ulong word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> And(Vector512<ulong> a, Vector512<ulong> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor3(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) => Avx512F.TernaryLogic(a, b, c, 0x96);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Majority(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) => Avx512F.TernaryLogic(a, b, c, 0xE8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> ShiftLeft(Vector512<ulong> a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> ShiftRight(Vector512<ulong> a, int count) => a >>> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> PopCount(Vector512<ulong> a, Vector512<ulong> b)
    {
        var bytes = OfBytes(a) + OfBytes(b);
        return Avx512BW.SumAbsoluteDifferences(bytes, Vector512<byte>.Zero).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Add(Vector512<ulong> a, Vector512<ulong> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtMost(Vector512<ulong> a, Vector512<ulong> bound) => Vector512.LessThanOrEqualAny(a, bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllSet(Vector512<ulong> a) => a == Vector512<ulong>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> OfBytes(Vector512<ulong> a)
    {
        var low = Vector512.Create((byte)0x0F);
        return Avx512BW.Shuffle(BitsOfNibble, a.AsByte() & low) + Avx512BW.Shuffle(BitsOfNibble, (a >>> 4).AsByte() & low);
    }
}
