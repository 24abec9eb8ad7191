using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Classifier.Fingerprint;

/// <summary>
/// 64 bits. The text form is 16 lower-case hex digits, bit 63 first, which is the first bit of the picture's hash in Python
/// imagehash's order.
/// </summary>
public readonly struct Hash64(ulong word) : IEquatable<Hash64>, IEqualityOperators<Hash64, Hash64, bool>
{
    /// <summary>Digits of the text form.</summary>
    public const int HexLength = 16;

    /// <summary>Bits of a hash.</summary>
    public const int BitCount = 64;

    public ulong Word { get; } = word;

    /// <summary>Reads 16 hex digits of either case.</summary>
    /// <exception cref="FormatException">Not 16 hex digits.</exception>
    public static Hash64 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException("A 64-bit hash is 16 hex digits.");

    /// <summary>Reads 16 hex digits of either case; false, and an all-zero hash, where the text is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash64 hash)
    {
        hash = default;
        if (text.Length != HexLength || !Hex.TryRead(text, out var word)) return false;
        hash = new Hash64(word);
        return true;
    }

    /// <summary>Bits in which the two differ, 0 to 64.</summary>
    public int HammingDistance(Hash64 other) => BitOperations.PopCount(Word ^ other.Word);

    /// <summary>The same bits as the low word of a wider hash, so that one index holds both; distances stay.</summary>
    public Hash256 Widen() => new(Word, 0, 0, 0);

    public static bool operator ==(Hash64 left, Hash64 right) => left.Word == right.Word;

    public static bool operator !=(Hash64 left, Hash64 right) => left.Word != right.Word;

    public bool Equals(Hash64 other) => Word == other.Word;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Hash64 other && Equals(other);

    public override int GetHashCode() => Word.GetHashCode();

    /// <summary>16 lower-case hex digits, bit 63 first.</summary>
    public override string ToString() => string.Create(HexLength, Word, static (text, word) => Hex.Write(word, text));
}
