using System.Numerics;
using System.Runtime.CompilerServices;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>
/// 256-bit codes as four arrays of 64-bit words: a scan that gives up after half of a code's bits reads half of the memory.
/// 32 bytes a code; capacity is rounded up to whole blocks, whose spare codes are zero and never reported.
/// </summary>
internal sealed unsafe class CodePlanes : IDisposable
{
    /// <summary>Codes in a block: 16 KiB, a third of a first-level cache.</summary>
    public const int BlockSize = 512;

    public const int Planes = 4;

    private readonly NativeWords _words;

    public CodePlanes(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = (int)Math.Min(int.MaxValue, ((long)capacity + BlockSize - 1) / BlockSize * BlockSize);
        _words = new NativeWords((long)Capacity * Planes);
    }

    public int Capacity { get; }

    public static CodePlanes From(ReadOnlySpan<Hash256> codes)
    {
        var planes = new CodePlanes(codes.Length);
        for (var i = 0; i < codes.Length; i++)
            planes[i] = codes[i];
        return planes;
    }

    public Hash256 this[int position]
    {
        get => new(Plane(0)[position], Plane(1)[position], Plane(2)[position], Plane(3)[position]);
        set
        {
            Plane(0)[position] = value.Word0;
            Plane(1)[position] = value.Word1;
            Plane(2)[position] = value.Word2;
            Plane(3)[position] = value.Word3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Plane(int plane) => _words.Pointer + ((nint)plane * Capacity);

    /// <returns>Bits in which the code at the position differs from the query.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Distance(int position, in Hash256 query) =>
        BitOperations.PopCount(Plane(0)[position] ^ query.Word0) + BitOperations.PopCount(Plane(1)[position] ^ query.Word1)
        + BitOperations.PopCount(Plane(2)[position] ^ query.Word2) + BitOperations.PopCount(Plane(3)[position] ^ query.Word3);

    public void Dispose() => _words.Dispose();
}
