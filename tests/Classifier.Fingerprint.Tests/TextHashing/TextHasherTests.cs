using Classifier.Fingerprint.TextHashing;
using CsCheck;

namespace Classifier.Fingerprint.Tests.TextHashing;

/// <summary>What counts as the same text, and that the numbers never change.</summary>
public sealed class TextHasherTests
{
    private const string Original =
        "The quick brown fox jumps over the lazy dog, while forty-two engineers argue about the colour of a shed near the river.";

    private readonly TextHasher _hasher = new();

    [Theory]
    [InlineData("  The QUICK brown\tfox   jumps over\r\n\r\nthe lazy dog while forty two engineers argue about the colour of a shed near the river")]
    [InlineData("Ｔｈｅ quick brown fox jumps over the lazy dog; while \"forty-two\" engineers argue about the colour of a shed near the river!")]
    [InlineData("The qu\u00ADick br\u200Bown fox jumps over the lazy dog, while forty-two engineers argue about the colour of a shed near the river.")]
    public void Compute_ignores_case_width_space_punctuation_and_invisible_characters(string other) =>
        Assert.Equal(_hasher.Compute(Original), _hasher.Compute(other));

    [Fact]
    public void Compute_ignores_how_an_accent_is_written() => Assert.Equal(
        _hasher.Compute("caf\u00E9 d\u00E9j\u00E0 vu encore une fois"),
        _hasher.Compute("cafe\u0301 de\u0301ja\u0300 vu encore une fois"));

    [Fact]
    public void Compute_stays_near_when_a_word_changes()
    {
        var (first, second) = (_hasher.Compute(Original)!, _hasher.Compute(Original.Replace("lazy", "sleepy", StringComparison.Ordinal))!);
        Assert.InRange(first.MinHash.EstimateJaccard(second.MinHash), 0.5, 0.95);
        Assert.InRange(first.SimHash.HammingDistance(second.SimHash), 1, 20);
    }

    [Fact]
    public void Compute_is_far_when_the_text_is_another()
    {
        var first = _hasher.Compute(Original)!;
        var second = _hasher.Compute("Nothing in this sentence repeats what the other one says, apart from its length and its full stop.")!;
        Assert.InRange(first.MinHash.EstimateJaccard(second.MinHash), 0, 0.1);
        Assert.InRange(first.SimHash.HammingDistance(second.SimHash), 16, 48);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t ")]
    [InlineData("—!?…")]
    [InlineData("\uD800\u200B")]
    public void Compute_gives_nothing_when_there_is_no_word(string text) => Assert.Null(_hasher.Compute(text));

    [Fact]
    public void Compute_takes_a_short_text_as_one_shingle()
    {
        var fingerprint = _hasher.Compute("Hello, world")!;
        Assert.Equal(1, fingerprint.Shingles);
        Assert.Equal(fingerprint, _hasher.Compute("hello world"));
        Assert.NotEqual(fingerprint, _hasher.Compute("world hello"));
    }

    [Theory]
    [InlineData("今天天气很好我们去公园散步吧", "今天天气很好我们去海边散步吧")]
    [InlineData("きょうはいいてんきですねさんぽにいきましょう", "きょうはいいてんきですねうみへいきましょう")]
    [InlineData("วันนี้อากาศดีมากไปเดินเล่นกันเถอะ", "วันนี้อากาศดีมากไปเที่ยวทะเลกันเถอะ")]
    public void Compute_finds_reuse_in_scripts_without_spaces(string first, string second)
    {
        var (a, b) = (_hasher.Compute(first)!, _hasher.Compute(second)!);
        Assert.True(a.Shingles > 5);
        Assert.InRange(a.MinHash.EstimateJaccard(b.MinHash), 0.2, 0.95);
    }

    [Fact]
    public void Compute_never_fails_on_any_text() => Gen.String.Sample(text =>
    {
        var fingerprint = _hasher.Compute(text);
        return fingerprint is null || (fingerprint.Shingles > 0 && fingerprint.MinHash.EstimateJaccard(fingerprint.MinHash) == 1);
    });

    [Fact]
    public void Compute_takes_a_very_long_word()
    {
        var text = new string('é', 100_000);
        Assert.Equal(1, _hasher.Compute(text)!.Shingles);
    }

    [Fact]
    public void Compute_gives_the_same_numbers_on_every_machine()
    {
        var fingerprint = _hasher.Compute(Original)!;
        Assert.Equal(21, fingerprint.Shingles);
        Assert.Equal("bd6a9c234d92d169", fingerprint.SimHash.ToString());
        Assert.Equal("511416023 65776261 379558844 123498096", string.Join(" ", fingerprint.MinHash.Minima[..4].ToArray()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Shingles_have_three_to_five_words(int words) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextHasher(words));

    [Fact]
    public void Longer_shingles_share_less()
    {
        var changed = Original.Replace("lazy", "sleepy", StringComparison.Ordinal);
        double Share(int words) => new TextHasher(words).Compute(Original)!.MinHash
            .EstimateJaccard(new TextHasher(words).Compute(changed)!.MinHash);
        Assert.True(Share(3) > Share(5));
    }
}
