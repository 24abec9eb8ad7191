using System.Text;
using Classifier.Cli.Scan;
using Classifier.Cli.Scan.Prints;
using CsCheck;

namespace Classifier.Cli.Tests.Scan;

public sealed class ContentTests
{
    private static readonly string[] Pieces = ["<", ">", "</", "<!--", "-->", "<script", "\"", "'", "a="];

    [Theory]
    [InlineData("FFD8FFE000104A46", "a.txt", ContentKind.Picture)]
    [InlineData("89504E470D0A1A0A", "a", ContentKind.Picture)]
    [InlineData("474946383961", "a.bin", ContentKind.Picture)]
    [InlineData("52494646000000005745425056503820", "a.jpg", ContentKind.Picture)]
    [InlineData("0000001C6674797061766966", "a.heic", ContentKind.Picture)]
    [InlineData("0000001C6674797068656963", "a.jpg", ContentKind.ForeignPicture)]
    [InlineData("49492A0008000000", "a.jpg", ContentKind.ForeignPicture)]
    [InlineData("424D36000C00000000003600", "a.bmp", ContentKind.ForeignPicture)]
    [InlineData("424D20697320612063617220627261", "a.txt", ContentKind.Text)]
    [InlineData("48656C6C6F", "a.jpg", ContentKind.FalsePicture)]
    [InlineData("", "a.PNG", ContentKind.FalsePicture)]
    [InlineData("48656C6C6F", "a.TXT", ContentKind.Text)]
    [InlineData("48656C6C6F", "a.md", ContentKind.Text)]
    [InlineData("48656C6C6F", "a.json", ContentKind.Text)]
    [InlineData("48656C6C6F", "a.html", ContentKind.Text)]
    [InlineData("48656C6C6F", "a.cs", ContentKind.Other)]
    [InlineData("7F454C46", "program", ContentKind.Other)]
    internal void Kind_is_told_by_content(string head, string name, ContentKind kind) => Assert.Equal(kind, Sniffer.KindOf(Convert.FromHexString(head), name));

    [Fact]
    public void KindOf_takes_any_bytes() => Gen.Byte.Array[0, Sniffer.HeadBytes].Sample(head => Enum.IsDefined(Sniffer.KindOf(head, "a.jpg")));

    [Theory]
    [InlineData("<p>one</p><p>two</p>", "one two")]
    [InlineData("a<!-- b <c> -->d", "a d")]
    [InlineData("<style>p { x: y }</style>one<SCRIPT>if (a < b) c()</script >two", "one two")]
    [InlineData("<a title=\"x > y\">one</a>", "one")]
    [InlineData("a &lt; b &amp;&nbsp;c", "a < b & c")]
    [InlineData("1 < 2 and 3 > 2", "1 < 2 and 3 > 2")]
    [InlineData("<scripture>holy</scripture>", "holy")]
    [InlineData("one<script>never closed", "one")]
    [InlineData("one<!-- never closed", "one")]
    [InlineData("one<a href='", "one")]
    public void Strip_leaves_the_words(string html, string words) =>
        Assert.Equal(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), HtmlText.Strip(html).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Strip_takes_anything() => Gen.OneOf(Gen.String, Gen.Int[0, 8].Select(i => Pieces[i]).Array[0, 40].Select(string.Concat))
        .Sample(html => HtmlText.Strip(html).Length <= html.Length * 2 + 1);

    [Fact]
    public void Read_reads_utf8_and_marked_utf16_and_nothing_else()
    {
        const string text = "Grüße, 世界";
        Assert.Equal(text, PlainText.Read(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text, PlainText.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]));
        Assert.Equal(text, PlainText.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]));
        Assert.Equal(text, PlainText.Read([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]));
        Assert.Null(PlainText.Read(Encoding.Latin1.GetBytes("Grüße")));
        Assert.Null(PlainText.Read("a\0b"u8));
        Assert.Null(PlainText.Read([0xFF, 0xFE, 0x00]));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.00 KB")]
    [InlineData(9995, "10.0 KB")]
    [InlineData(99_949, "99.9 KB")]
    [InlineData(123_456, "123 KB")]
    [InlineData(999_600, "1.00 MB")]
    [InlineData(5_000_000_000, "5.00 GB")]
    [InlineData(long.MaxValue, "9223 PB")]
    public void Size_has_three_digits(long bytes, string text) => Assert.Equal(text, ByteSize.Text(bytes));

    [Fact]
    public void Printable_text_has_no_control_and_no_bidi_characters() => Gen.String.Sample(name =>
        !Printable.Text(name + "\u202E\n\u001b[31m").Any(c => char.IsControl(c) || c is '\u202E'));
}
