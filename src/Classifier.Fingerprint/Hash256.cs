using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Classifier.Fingerprint;

/// <summary>
/// 256 bits in four words. Bit <c>k</c> is bit <c>k mod 64</c> of word <c>k div 64</c>; the text form is Meta's: 64 lower-case
/// hex digits, bit 255 first.
/// </summary>
/// <param name="word0">Bits 0 to 63, the last 16 digits of the text form.</param>
/// <param name="word1">Bits 64 to 127.</param>
/// <param name="word2">Bits 128 to 191.</param>
/// <param name="word3">Bits 192 to 255, the first 16 digits of the text form.</param>
public readonly struct Hash256(ulong word0, ulong word1, ulong word2, ulong word3)
    : IEquatable<Hash256>, IEqualityOperators<Hash256, Hash256, bool>
{
    /// <summary>Digits of the text form.</summary>
    public const int HexLength = 64;

    /// <summary>Bits of a hash.</summary>
    public const int BitCount = 256;

    public ulong Word0 { get; } = word0;

    public ulong Word1 { get; } = word1;

    public ulong Word2 { get; } = word2;

    public ulong Word3 { get; } = word3;

    /// <summary>Number of set bits, 0 to 256.</summary>
    public int PopCount =>
        BitOperations.PopCount(Word0) + BitOperations.PopCount(Word1) + BitOperations.PopCount(Word2) + BitOperations.PopCount(Word3);

    /// <summary>Reads 64 hex digits of either case.</summary>
    /// <exception cref="FormatException">Not 64 hex digits.</exception>
    public static Hash256 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException("A 256-bit hash is 64 hex digits.");

    /// <summary>Reads 64 hex digits of either case; false, and an all-zero hash, where the text is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash256 hash)
    {
        hash = default;
        if (text.Length != HexLength
            || !Hex.TryRead(text[..16], out var word3)
            || !Hex.TryRead(text[16..32], out var word2)
            || !Hex.TryRead(text[32..48], out var word1)
            || !Hex.TryRead(text[48..], out var word0))
            return false;
        hash = new Hash256(word0, word1, word2, word3);
        return true;
    }

    /// <summary>Takes the words in order, word 0 first.</summary>
    /// <exception cref="ArgumentException">Not exactly four words.</exception>
    public static Hash256 FromWords(ReadOnlySpan<ulong> words) => words.Length == 4
        ? new Hash256(words[0], words[1], words[2], words[3])
        : throw new ArgumentException("A 256-bit hash has four words.", nameof(words));

    /// <summary>Writes the four words, word 0 first.</summary>
    /// <exception cref="ArgumentException">Fewer than four places.</exception>
    public void CopyTo(Span<ulong> words)
    {
        if (words.Length < 4) throw new ArgumentException("A 256-bit hash has four words.", nameof(words));
        (words[0], words[1], words[2], words[3]) = (Word0, Word1, Word2, Word3);
    }

    /// <summary>Bits in which the two differ, 0 to 256.</summary>
    public int HammingDistance(Hash256 other) => (this ^ other).PopCount;

    /// <summary>Whether bit <paramref name="index"/>, 0 to 255, is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such bit.</exception>
    public bool IsSet(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, 255u, nameof(index));
        var word = (index >> 6) switch { 0 => Word0, 1 => Word1, 2 => Word2, _ => Word3 };
        return (word >> (index & 63) & 1) != 0;
    }

    public static Hash256 operator ^(Hash256 left, Hash256 right) => new(
        left.Word0 ^ right.Word0, left.Word1 ^ right.Word1, left.Word2 ^ right.Word2, left.Word3 ^ right.Word3);

    public static Hash256 Xor(Hash256 left, Hash256 right) => left ^ right;

    public static bool operator ==(Hash256 left, Hash256 right) => left.Equals(right);

    public static bool operator !=(Hash256 left, Hash256 right) => !left.Equals(right);

    public bool Equals(Hash256 other) =>
        ((Word0 ^ other.Word0) | (Word1 ^ other.Word1) | (Word2 ^ other.Word2) | (Word3 ^ other.Word3)) == 0;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Hash256 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Word0, Word1, Word2, Word3);

    /// <summary>64 lower-case hex digits, bit 255 first.</summary>
    public override string ToString() => string.Create(HexLength, this, static (text, hash) =>
    {
        Hex.Write(hash.Word3, text);
        Hex.Write(hash.Word2, text[16..]);
        Hex.Write(hash.Word1, text[32..]);
        Hex.Write(hash.Word0, text[48..]);
    });
}
