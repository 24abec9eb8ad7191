using CsCheck;

namespace Classifier.Fingerprint.Tests.Hashing;

/// <summary>Text form and distance of the two hash types.</summary>
public sealed class HashTextTests
{
    private static readonly Gen<Hash256> Hashes =
        Gen.ULong.Array[4].Select(words => Hash256.FromWords(words));

    [Fact]
    public void Parse_reads_what_ToString_wrote() => Hashes.Sample(hash => Hash256.Parse(hash.ToString()) == hash);

    [Fact]
    public void Parse_reads_capitals() => Hashes.Sample(hash => Hash256.Parse(hash.ToString().ToUpperInvariant()) == hash);

    [Fact]
    public void HammingDistance_counts_the_differing_bits() => Gen.Select(Hashes, Hashes).Sample((a, b) =>
        a.HammingDistance(b) == Enumerable.Range(0, 256).Count(bit => a.IsSet(bit) != b.IsSet(bit)));

    [Fact]
    public void HammingDistance_is_a_metric() => Gen.Select(Hashes, Hashes, Hashes).Sample((a, b, c) =>
        a.HammingDistance(a) == 0
        && a.HammingDistance(b) == b.HammingDistance(a)
        && a.HammingDistance(c) <= a.HammingDistance(b) + b.HammingDistance(c));

    [Fact]
    public void First_digit_holds_the_highest_bits()
    {
        var hash = Hash256.Parse("8" + new string('0', 62) + "1");
        Assert.True(hash.IsSet(255));
        Assert.True(hash.IsSet(0));
        Assert.Equal(2, hash.PopCount);
        Assert.Equal(1UL, hash.Word0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("+000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(" 000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    public void TryParse_refuses_anything_but_64_digits(string text)
    {
        Assert.False(Hash256.TryParse(text, out var hash));
        Assert.Equal(default, hash);
        Assert.Throws<FormatException>(() => Hash256.Parse(text));
    }

    [Fact]
    public void TryParse_never_throws() => Gen.String.Sample(text =>
        Hash256.TryParse(text, out _) == (text.Length == 64 && text.All(char.IsAsciiHexDigit)));

    [Fact]
    public void Words_go_in_and_out_in_order() => Gen.ULong.Array[4].Sample(words =>
    {
        var copy = new ulong[4];
        Hash256.FromWords(words).CopyTo(copy);
        return copy.SequenceEqual(words);
    });

    [Fact]
    public void Words_must_be_four()
    {
        Assert.Throws<ArgumentException>(() => Hash256.FromWords(new ulong[3]));
        Assert.Throws<ArgumentException>(() => default(Hash256).CopyTo(new ulong[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Hash256).IsSet(256));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Hash256).IsSet(-1));
    }

    [Fact]
    public void Equality_follows_the_bits() => Gen.Select(Hashes, Gen.Int[0, 255]).Sample((hash, bit) =>
    {
        var words = new ulong[4];
        hash.CopyTo(words);
        Assert.Equal(hash.GetHashCode(), Hash256.FromWords(words).GetHashCode());
        words[bit / 64] ^= 1UL << (bit % 64);
        var other = Hash256.FromWords(words);
        return hash != other && !hash.Equals((object)other) && hash.HammingDistance(other) == 1;
    });

    [Fact]
    public void Hash64_round_trips_and_keeps_its_distances_when_widened() => Gen.Select(Gen.ULong, Gen.ULong).Sample((a, b) =>
    {
        var (first, second) = (new Hash64(a), new Hash64(b));
        return Hash64.Parse(first.ToString()) == first
            && first.HammingDistance(second) == first.Widen().HammingDistance(second.Widen());
    });

    [Theory]
    [InlineData("123")]
    [InlineData("000000000000000-")]
    [InlineData("00000000000000000")]
    public void Hash64_refuses_anything_but_16_digits(string text)
    {
        Assert.False(Hash64.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Hash64.Parse(text));
    }
}
