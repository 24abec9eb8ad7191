using Classifier.Core;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Ocr.Recognition;

namespace Classifier.Pipeline.Tests.Ocr;

public sealed class CharacterSetTests
{
    private static readonly CharacterSet Characters = CharacterSet.Of(["a", "b", "汉"]);

    [Fact]
    public void Decode_merges_repeats_and_keeps_those_that_a_blank_parts()
    {
        var (text, confidence) = Characters.Decode([1, 0.9f, 1, 0.8f, 0, 1, 1, 0.7f, 4, 1, 2, 0.6f], []);
        Assert.Equal("aa b", text);
        Assert.Equal((0.9 + 0.7 + 1 + 0.6) / 4, confidence, 5);
    }

    [Fact]
    public void Decode_puts_a_space_at_a_gap_but_not_beside_a_space_or_a_han_character()
    {
        Assert.Equal("a b", Characters.Decode([1, 1, 0, 1, 2, 1], [0.5]).Text);
        Assert.Equal("a b", Characters.Decode([1, 1, 4, 1, 2, 1], [0.5]).Text);
        Assert.Equal("a汉", Characters.Decode([1, 1, 0, 1, 3, 1], [0.5]).Text);
    }

    [Fact]
    public void Decode_gives_nothing_and_no_confidence_when_all_is_blank() => Assert.Equal(("", 0.0), Characters.Decode([0, 1, 0, 1], []));

    [Fact]
    public void Around_joins_the_boxes_of_the_lines_that_a_span_touches()
    {
        var text = new OcrText([new("first", new(0, 0, 50, 10), 1), new("second", new(5, 20, 60, 10), 1)], false);
        Assert.Equal("first\nsecond", text.Text);
        Assert.Equal(new PixelBox(0, 0, 50, 10), text.Around(0, 5));
        Assert.Equal(new PixelBox(5, 20, 60, 10), text.Around(6, 2));
        Assert.Equal(new PixelBox(0, 0, 65, 30), text.Around(0, 12));
        Assert.Null(text.Around(5, 1));
    }
}
