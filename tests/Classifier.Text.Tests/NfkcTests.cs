using System.Text;
using Classifier.Text.Alignment;
using Classifier.Text.Normalisation;
using CsCheck;

namespace Classifier.Text.Tests;

public sealed class NfkcTests
{
    [Fact]
    public void Normalise_equals_the_runtimes_on_random_text() =>
        Gen.OneOf(RandomText.Short, RandomText.Long).Sample(text =>
        {
            var formed = WellFormed.Of(text);
            Assert.Equal(formed.Normalize(NormalizationForm.FormKC), Nfkc.Normalise(formed).Text);
        }, iter: 2000);

    [Fact]
    public void Normalise_maps_every_unit_to_its_own_source_in_order() =>
        RandomText.Short.Sample(text =>
        {
            var source = WellFormed.Of(text);
            var (normal, map) = Nfkc.Normalise(source);
            if (map is null)
            {
                Assert.Equal(source, normal);
                return;
            }
            var reached = 0;
            for (var i = 0; i < normal.Length; i++)
            {
                var (start, end) = map.ToSource(i, i + 1);
                Assert.InRange(start, 0, end - 1);
                Assert.True(start <= reached && end >= reached, "monotone, without gaps");
                reached = end;
            }
            Assert.Equal(normal.Length == 0 ? 0 : source.Length, reached);
        }, iter: 3000);

    [Fact]
    public void Normalise_maps_a_span_to_source_that_normalises_to_it() =>
        RandomText.Short.Sample(text =>
        {
            var source = WellFormed.Of(text);
            var (normal, map) = Nfkc.Normalise(source);
            foreach (var run in map is null ? [] : map.Runs.ToArray())
                Assert.Equal(normal.Substring(run.Start, run.Length), source.Substring(run.Source, run.SourceLength).Normalize(NormalizationForm.FormKC));
        }, iter: 3000);

    [Fact]
    public void Boundary_holds_for_every_code_point_behind_what_composes()
    {
        string[] before = ["a", "e\u0327", "\u1100", "\u1100\u1161", "\uAC00", "\u304B", "\u3046\u3099", "\u0915", "\u09C7", "\u0B47", "\u1025", "o\u0302\u0301", "\u0DD9", "\u0D46", "\U000105D2", "\U00011347", "\U00016D67"];
        for (var c = 1; c <= 0x10FFFF; c++)
        {
            // Ideographs, syllables and private use compose with nothing; a few of each stand for all.
            if (c is > 0x3410 and < 0x9FF0 or > 0xAC10 and < 0xD7A0 or >= 0xD800 and <= 0xF8F0 or 0xFFFE or > 0x20010 and < 0x2F800 or > 0x2FA20) continue;
            var self = char.ConvertFromUtf32(c);
            if (!NormalisationBoundary.IsBefore(self, 0)) continue;
            var alone = self.Normalize(NormalizationForm.FormKC);
            foreach (var b in before)
            {
                var whole = (b + self).Normalize(NormalizationForm.FormKC);
                if (whole != b.Normalize(NormalizationForm.FormKC) + alone) Assert.Fail($"U+{c:X} after {b}");
            }
        }
    }

    [Fact]
    public void Stable_characters_are_their_own_form()
    {
        for (var c = '\0'; c < '\uD800'; c++)
            if (Nfkc.IsStable(c)) Assert.Equal(c.ToString(), c.ToString().Normalize(NormalizationForm.FormKC));
    }

    [Fact]
    public void Normalise_takes_linear_time_on_marks_that_must_be_reordered()
    {
        // Alternating classes make a plain insertion sort quadratic: 10^11 steps here.
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 500_000));

        Assert.InRange(Nfkc.Normalise(text).Text.Length, 900_000, 1_000_001);
    }

    [Fact]
    public void WellFormed_replaces_what_normalising_throws_on()
    {
        Assert.Equal("a\uFFFD", WellFormed.Of("a\uD800"));
        Assert.Equal("\uFFFD\uFFFDb", WellFormed.Of("\uDC00\uD800b"));
        Assert.Equal("\uD83D\uDE00\uFFFD", WellFormed.Of("\uD83D\uDE00\uDE00"));
        Assert.Equal("\uFFFFx", WellFormed.Of("\uFFFEx"));
    }

    [Fact]
    public void WellFormed_returns_a_well_formed_text_itself()
    {
        const string text = "plain \uD83D\uDE00";

        Assert.Same(text, WellFormed.Of(text));
    }

    [Fact]
    public void CodePointCursor_counts_as_runes_do() =>
        Gen.Select(RandomText.Short, Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((text, a, b) =>
        {
            var formed = WellFormed.Of(text);
            var cursor = new CodePointCursor(formed);
            foreach (var at in new[] { a, b, a })
            {
                var unit = formed.Length == 0 ? 0 : at % (formed.Length + 1);
                if (unit < formed.Length && char.IsLowSurrogate(formed[unit])) unit--;
                Assert.Equal(formed[..unit].EnumerateRunes().Count(), cursor.At(unit));
            }
        }, iter: 2000);
}
