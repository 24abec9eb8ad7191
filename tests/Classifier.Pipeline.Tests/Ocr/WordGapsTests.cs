using Classifier.Inference;
using Classifier.Pipeline.Ocr.Recognition;
using CsCheck;

namespace Classifier.Pipeline.Tests.Ocr;

public sealed class WordGapsTests
{
    private const int Height = 48, Width = 320;

    /// <summary>Ink 40 rows high in the columns given, light on dark or dark on light; a gap counts from 0.27 · 40 = 10.8 columns on.</summary>
    private static ImageInput Line(bool dark, params (int From, int To)[] ink)
    {
        var values = new float[3 * Height * Width];
        Array.Fill(values, dark ? -1f : 1f);
        foreach (var (from, to) in ink)
            for (var y = 4; y < 44; y++)
                for (var p = 0; p < 3; p++) values.AsSpan((p * Height + y) * Width + from, to - from).Fill(dark ? 1f : -1f);
        return new(values, Height, Width);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wide_gap_parts_words_at_its_middle(bool dark) =>
        Assert.Equal([60 / (double)Width], WordGaps.Find(Line(dark, (10, 50), (70, 110)), 120));

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void Letters_of_a_word_may_stand_apart(int gap, int found) =>
        Assert.Equal(found, WordGaps.Find(Line(false, (10, 50), (50 + gap, 120)), 130).Count);

    [Fact]
    public void Margins_are_no_gaps() => Assert.Empty(WordGaps.Find(Line(false, (60, 100)), 200));

    [Fact]
    public void Padding_is_not_looked_at() => Assert.Empty(WordGaps.Find(Line(false, (0, 40), (80, 120)), 60));

    [Fact]
    public void A_flat_line_and_a_line_of_ink_alone_have_none()
    {
        Assert.Empty(WordGaps.Find(Line(false), 200));
        Assert.Empty(WordGaps.Find(Line(false, (0, 200)), 200));
    }

    [Fact]
    public void Gaps_are_found_between_any_words_in_order() =>
        Gen.Select(Gen.Int[12, 30], Gen.Int[11, 25]).Array[2, 5].Sample(words =>
        {
            var ink = new List<(int, int)>();
            var at = 3;
            foreach (var (word, gap) in words)
            {
                ink.Add((at, at + word));
                at += word + gap;
            }
            var used = ink[^1].Item2 + 2;
            var expected = ink.Zip(ink.Skip(1), (a, b) => (a.Item2 + b.Item1) / 2.0 / Width);
            Assert.Equal(expected, WordGaps.Find(Line(false, [.. ink]), used));
        });
}
