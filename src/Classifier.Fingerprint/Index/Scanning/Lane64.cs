using System.Numerics;
using System.Runtime.CompilerServices;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>One 64-bit word: every machine.</summary>
internal readonly struct Lane64 : ILaneOperations<ulong>
{
    public static int Words => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Load(ulong* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(ulong* target, ulong value) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Broadcast(ulong word) => word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong And(ulong a, ulong b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong a, ulong b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor3(ulong a, ulong b, ulong c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Majority(ulong a, ulong b, ulong c) => (a & b) | (c & (a ^ b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ShiftLeft(ulong a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ShiftRight(ulong a, int count) => a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PopCount(ulong a, ulong b) => (ulong)(BitOperations.PopCount(a) + BitOperations.PopCount(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtMost(ulong a, ulong bound) => a <= bound;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllSet(ulong a) => a == ulong.MaxValue;
}
