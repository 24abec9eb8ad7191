using System.Text;
using Classifier.Cli.Classify;
using Classifier.Cli.Shell;
using CsCheck;

namespace Classifier.Cli.Tests.Classify;

public sealed class ContentFilesTests
{
    [Fact]
    public void Text_gives_back_what_was_encoded() => Gen.String.Where(Sound).Sample(text =>
        Assert.Equal(text.TrimStart('\ufeff') == text ? text : text[1..], ContentFiles.Text(Encoding.UTF8.GetBytes(text), "f")));

    [Fact]
    public void Text_drops_one_byte_order_mark_at_the_start_alone() =>
        Assert.Equal("a\ufeffb", ContentFiles.Text(Encoding.UTF8.GetBytes("\ufeffa\ufeffb"), "f"));

    [Fact]
    public void Text_gives_a_text_or_a_refusal_for_any_bytes() => Gen.Byte.Array[0, 100].Sample(bytes =>
    {
        try
        {
            var text = ContentFiles.Text(bytes, "f");
            Assert.Equal(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes, Encoding.UTF8.GetBytes(text));
        }
        catch (CliException e)
        {
            Assert.Equal(ExitCode.InputRefused, e.ExitCode);
            Assert.StartsWith("f is not UTF-8", e.Message, StringComparison.Ordinal);
        }
    });

    [Theory]
    [InlineData(new byte[] { 0x61, 0xff }, 1)]
    [InlineData(new byte[] { 0xc0, 0x80 }, 0)]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 }, 0)]
    public void Text_refuses_wrong_bytes_with_their_offset(byte[] bytes, int offset) =>
        Assert.EndsWith($"offset {offset}.", Assert.Throws<CliException>(() => ContentFiles.Text(bytes, "f")).Message, StringComparison.Ordinal);

    [Fact]
    public void WellFormed_refuses_a_lone_surrogate() =>
        Assert.Equal(ExitCode.InputRefused, Assert.Throws<CliException>(() => ContentFiles.WellFormed("a\ud800")).ExitCode);

    [Fact]
    public async Task Read_stops_at_the_limit()
    {
        using var endless = new EndlessStream();
        var e = await Assert.ThrowsAsync<CliException>(() => ContentFiles.ReadAsync(endless, "standard input", TestContext.Current.CancellationToken));
        Assert.Equal((ExitCode.InputRefused, "standard input is larger than 16 MiB."), (e.ExitCode, e.Message));
        Assert.InRange(endless.BytesRead, ContentFiles.MaxBytes, ContentFiles.MaxBytes + 128 * 1024);
    }

    private static bool Sound(string text) => !text.EnumerateRunes().Contains(Rune.ReplacementChar);

    private sealed class EndlessStream : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            BytesRead += buffer.Length;
            return new(buffer.Length);
        }
    }
}
