using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Classifier.Fingerprint.TextHashing;

/// <summary>
/// Broder's MinHash (1997): the smallest value of a set under each of 128 hash functions, 32 bits each. The share of equal places
/// estimates the Jaccard similarity of two sets with a standard deviation of at most 0.045.
/// </summary>
public sealed class MinHashSignature : IEquatable<MinHashSignature>
{
    /// <summary>Hash functions.</summary>
    public const int Length = 128;

    /// <summary>Bytes of the stored form.</summary>
    public const int ByteLength = Length * sizeof(uint);

    // Multiply-shift (Dietzfelbinger 1997): the upper half of a h + b, a odd.
    private static readonly ulong[] Multipliers = Numbers(0x9E3779B97F4A7C15, 1);
    private static readonly ulong[] Addends = Numbers(0xD1B54A32D192ED03, 0);

    private readonly uint[] _minima;

    private MinHashSignature(uint[] minima) => _minima = minima;

    /// <summary>The 128 minima.</summary>
    public ReadOnlySpan<uint> Minima => _minima;

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="ArgumentException">Not <see cref="ByteLength"/> bytes.</exception>
    public static MinHashSignature FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteLength) throw new ArgumentException("A signature is 512 bytes.", nameof(bytes));
        var minima = new uint[Length];
        for (var i = 0; i < Length; i++) minima[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        return new MinHashSignature(minima);
    }

    /// <summary>Writes the stored form: 128 little-endian numbers.</summary>
    /// <exception cref="ArgumentException">Fewer than <see cref="ByteLength"/> places.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        if (bytes.Length < ByteLength) throw new ArgumentException("A signature is 512 bytes.", nameof(bytes));
        for (var i = 0; i < Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * sizeof(uint))..], _minima[i]);
    }

    /// <summary>Estimated share of common shingles among all of both, 0 to 1.</summary>
    public double EstimateJaccard(MinHashSignature other)
    {
        var equal = 0;
        for (var i = 0; i < Length; i++)
            if (_minima[i] == other._minima[i]) equal++;
        return (double)equal / Length;
    }

    /// <summary>
    /// Keys for finding candidates: the signature cut into bands of <paramref name="rows"/> minima, each hashed with its place. Texts
    /// of similarity s share at least one of b keys with probability 1 − (1 − s^rows)^b.
    /// </summary>
    /// <param name="rows">Minima a band; must divide 128.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a divisor of 128.</exception>
    public ulong[] BandKeys(int rows)
    {
        if (rows is < 1 or > Length || Length % rows != 0) throw new ArgumentOutOfRangeException(nameof(rows));
        Span<byte> bytes = stackalloc byte[ByteLength];
        CopyTo(bytes);
        var keys = new ulong[Length / rows];
        for (var band = 0; band < keys.Length; band++)
            keys[band] = XxHash64.HashToUInt64(bytes.Slice(band * rows * sizeof(uint), rows * sizeof(uint)), band);
        return keys;
    }

    public bool Equals(MinHashSignature? other) => other is not null && _minima.AsSpan().SequenceEqual(other._minima);

    public override bool Equals(object? obj) => Equals(obj as MinHashSignature);

    public override int GetHashCode() => (int)XxHash32.HashToUInt32(MemoryMarshal.AsBytes<uint>(_minima));

    internal static MinHashSignature Of(IReadOnlyCollection<ulong> shingles)
    {
        var minima = new uint[Length];
        Array.Fill(minima, uint.MaxValue);
        foreach (var shingle in shingles)
            for (var i = 0; i < Length; i++)
            {
                var value = (uint)((Multipliers[i] * shingle + Addends[i]) >> 32);
                if (value < minima[i]) minima[i] = value;
            }

        return new MinHashSignature(minima);
    }

    // SplitMix64 (Steele, Lea, Flood 2014) from a fixed start.
    private static ulong[] Numbers(ulong state, ulong lowestBit)
    {
        var numbers = new ulong[Length];
        for (var i = 0; i < Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            numbers[i] = z ^ z >> 31 | lowestBit;
        }

        return numbers;
    }
}
