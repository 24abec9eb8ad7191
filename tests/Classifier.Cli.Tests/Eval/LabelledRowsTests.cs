using System.IO.Compression;
using System.Text;
using Classifier.Cli.Eval;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using CsCheck;

namespace Classifier.Cli.Tests.Eval;

public sealed class LabelledRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private const string TwoRows = """
        {"text":"één","label":1,"source":"s","group":"g","lang":"nl","kind":"direct"}

        {"text":"","label":0}
        """;

    private static readonly LabelledRow[] Two = [new(1, "één", true, "s", "nl", "direct"), new(3, "", false, "none", "none", "none")];

    [Fact]
    public void Read_gives_the_rows_with_their_lines() => Assert.Equal(Two, LabelledRows.Read(_folder.File("a.jsonl", TwoRows)));

    [Theory]
    [InlineData("a.jsonl.gz")]
    [InlineData("misnamed.jsonl")]
    public void Read_recognises_gzip_by_its_bytes(string name)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(TwoRows));
        Assert.Equal(Two, LabelledRows.Read(_folder.File(name, bytes.ToArray())));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Read_takes_a_truth_value_as_label(string label, bool positive) =>
        Assert.Equal(positive, LabelledRows.Read(_folder.File("a", $$"""{"text":"x","label":{{label}}}""")).Single().Positive);

    [Theory]
    [InlineData("""SECRET""", "is not JSON")]
    [InlineData("""["SECRET"]""", "is not a JSON object")]
    [InlineData("""{"label":1}""", "has no string \"text\"")]
    [InlineData("""{"text":7,"label":1}""", "has no string \"text\"")]
    [InlineData("""{"text":"SECRET"}""", "has no \"label\" of 0 or 1")]
    [InlineData("""{"text":"SECRET","label":2}""", "has no \"label\" of 0 or 1")]
    [InlineData("""{"text":"SECRET","label":0.5}""", "has no \"label\" of 0 or 1")]
    [InlineData("""{"text":"SECRET","label":"1"}""", "has no \"label\" of 0 or 1")]
    [InlineData("""{"text":"SECRET \ud800","label":1}""", "holds a lone surrogate")]
    public void Read_refuses_a_bad_row_with_its_line_and_without_its_content(string row, string what)
    {
        var path = _folder.File("a.jsonl", TwoRows + "\n" + row);
        var e = Assert.Throws<CliException>(() => LabelledRows.Read(path).Count());
        Assert.Equal(ExitCode.InputRefused, e.ExitCode);
        Assert.Equal($"{path}: line 4 {what}.", e.Message);
    }

    [Fact]
    public void Read_refuses_bytes_that_are_not_utf8()
    {
        var e = Assert.Throws<CliException>(() => LabelledRows.Read(_folder.File("a", [0x7b, 0xff, 0xfe])).Count());
        Assert.Equal(ExitCode.InputRefused, e.ExitCode);
    }

    [Fact]
    public void Read_refuses_a_cut_or_broken_gzip_file()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(TwoRows));
        var broken = bytes.ToArray();
        broken[12] ^= 0xff;
        Assert.Equal(ExitCode.InputRefused, Assert.Throws<CliException>(() => LabelledRows.Read(_folder.File("a", broken)).Count()).ExitCode);
    }

    [Fact]
    public void Read_refuses_a_file_that_is_not_there() =>
        Assert.Equal(ExitCode.InputRefused, Assert.Throws<CliException>(() => LabelledRows.Read(_folder.Path + "/none").Count()).ExitCode);

    [Fact]
    public void Read_gives_rows_or_a_refusal_for_any_bytes() => Gen.Byte.Array[0, 200].Sample(
        bytes =>
        {
            var path = _folder.File(Guid.NewGuid().ToString("n"), bytes);
            var e = Record.Exception(() => LabelledRows.Read(path).Count());
            Assert.True(e is null or CliException { ExitCode: ExitCode.InputRefused }, e?.ToString());
        },
        iter: 500);

    [Fact]
    public void FileOf_takes_the_manifest_of_a_folder()
    {
        Assert.Equal(Path.Combine(_folder.Path, "manifest.jsonl"), LabelledRows.FileOf(_folder.Path));
        Assert.Equal("x.jsonl", LabelledRows.FileOf("x.jsonl"));
    }

    public void Dispose() => _folder.Dispose();
}
