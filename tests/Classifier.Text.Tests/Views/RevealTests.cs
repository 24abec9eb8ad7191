using Classifier.Core;
using Classifier.Text.Views;
using Classifier.Text.Views.Reveal;

namespace Classifier.Text.Tests.Views;

public sealed class RevealTests
{
    [Theory]
    [InlineData("ig\u200Bno\u200Bre", "ignore")]
    [InlineData("ig\u00ADnore", "ignore")]
    [InlineData("ig\u2060nore", "ignore")]
    [InlineData("\u202Eignore\u202C", "ignore")]
    [InlineData("a\uFEFFb", "ab")]
    [InlineData("x\U000E0069\U000E0067\U000E006E", "xign")]
    [InlineData("e\u200B\u0301", "é")]
    public void Build_takes_out_what_prints_nothing_and_spells_tags(string text, string expected) =>
        Assert.Equal(expected, View(text)?.Text);

    [Theory]
    [InlineData("plain")]
    [InlineData("\uFEFFmark at the start")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("👩\u200D👩\u200D👧")]
    [InlineData("❤\uFE0F and 1\uFE0F\u20E3")]
    [InlineData("שלום\u200F!")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("葛\U000E0100飾")]
    [InlineData("สวัสดี\u200Bครับ")]
    public void Build_gives_nothing_where_every_such_character_has_its_use(string text) => Assert.Null(View(text));

    [Fact]
    public void Build_reads_bytes_in_selectors()
    {
        var hidden = string.Concat("hi there"u8.ToArray().Select(b => char.ConvertFromUtf32(b < 16 ? 0xFE00 + b : 0xE0100 + b - 16)));

        Assert.Equal("x hi there", View("x" + hidden)?.Text);
        Assert.Equal("x", View("x\uFE01\uFE02\uFE03")?.Text);
    }

    [Theory]
    [InlineData('\u200E', true, true)]
    [InlineData('\u200E', false, false)]
    [InlineData('\u202E', true, true)]
    [InlineData('\u00AD', true, false)]
    public void Direction_marks_are_at_home_only_beside_right_to_left_letters(char mark, bool rightToLeft, bool expected) =>
        Assert.Equal(expected, RightfulUse.Holds($"a{mark}b", 1, rightToLeft));

    [Fact]
    public void Selector_bytes_and_tag_codes_are_read_from_pairs()
    {
        Assert.Equal(0, InvisibleCharacters.SelectorByte("\uFE00", 0));
        Assert.Equal(15, InvisibleCharacters.SelectorByte("\uFE0F", 0));
        Assert.Equal(16, InvisibleCharacters.SelectorByte("\U000E0100", 0));
        Assert.Equal(255, InvisibleCharacters.SelectorByte("\U000E01EF", 0));
        Assert.Equal(-1, InvisibleCharacters.SelectorByte("\U000E0041", 0));
        Assert.Equal(-1, InvisibleCharacters.SelectorByte("\uDB40", 0));
        Assert.Equal(0x41, InvisibleCharacters.TagCode("\U000E0041", 0));
        Assert.Equal(-1, InvisibleCharacters.TagCode("\U000E0100", 0));
        Assert.Equal(-1, InvisibleCharacters.TagCode("A", 0));
    }

    private static TextView? View(string text) => TextViews.Build(text).SingleOrDefault(v => v.Kind == TextViewKind.Revealed);
}
