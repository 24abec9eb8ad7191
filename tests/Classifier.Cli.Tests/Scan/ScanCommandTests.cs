using System.Text.Json;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Classifier.Cli.Tests.Scan;

public sealed class ScanCommandTests : IDisposable
{
    private const string Prose = "It was a bright cold day in April and the clocks were striking thirteen when everybody in the office went down to the river to look at the boats.";

    private readonly TemporaryFolder _folder = new();

    private string Tree => Path.Combine(_folder.Path, "tree");

    private string Index => Path.Combine(_folder.Path, "scan.index");

    private Task<CommandLineRun> RunAsync(params string[] more) => CommandLineRun.OfAsync(["scan", Tree, "--index", Index, .. more]);

    private async Task<JsonElement> ScanAsync(params string[] more)
    {
        var run = await RunAsync(["--json", .. more]);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        return run.Json;
    }

    private void Write(string name, byte[] bytes) => _folder.File("tree/" + name, bytes);

    private static string[] Names(JsonElement group) => [.. group.GetProperty("members").EnumerateArray().Select(m => Path.GetFileName(m.GetProperty("path").GetString()!)).Order(StringComparer.Ordinal)];

    private static JsonElement Single(JsonElement document, string kind) =>
        Assert.Single(document.GetProperty("groups").EnumerateArray(), g => g.GetProperty("kind").GetString() == kind);

    private void WritePictures()
    {
        using var original = DrawnPicture.Of(1, 640, 480);
        using var small = original.Resized(0.6);
        using var stranger = DrawnPicture.Of(2);
        Write("original.png", original.AsPng());
        Write("copy.png", original.AsPng());
        Write("small.jpg", small.AsJpeg(70));
        Write("stranger.jpg", stranger.AsJpeg());
    }

    [Fact]
    public async Task Json_has_the_contracts_keys_first_and_groups_by_bytes_and_by_look()
    {
        WritePictures();
        var document = await ScanAsync();

        Assert.Equal(["files", "hashed", "skipped", "groups", "images_per_s"], document.Keys().Take(5));
        Assert.Equal((4, 4, 0), (document.GetProperty("files").GetInt32(), document.GetProperty("hashed").GetInt32(), document.GetProperty("skipped").GetArrayLength()));
        Assert.True(document.GetProperty("images_per_s").GetDouble() > 0);
        var bytes = Single(document, "bytes");
        var image = Single(document, "image");
        Assert.Equal(["kind", "algorithm", "hash", "members"], image.Keys().Take(4));
        Assert.Equal(["path", "distance"], image.GetProperty("members")[0].Keys().Take(2));
        Assert.Equal(["copy.png", "original.png"], Names(bytes));
        Assert.Equal(["copy.png", "original.png", "small.jpg"], Names(image));
        Assert.Equal(("blake3", "pdq"), (bytes.GetProperty("algorithm").GetString(), image.GetProperty("algorithm").GetString()));
        Assert.Equal(64, image.GetProperty("hash").GetString()!.Length);
        Assert.Equal(1, bytes.GetProperty("inside").GetInt32());
        Assert.All(image.GetProperty("members").EnumerateArray(), m => Assert.InRange(m.GetProperty("distance").GetInt32(), 0, 31));
        // Same pixels and bytes: the shorter path.
        Assert.Equal(Path.Combine(Tree, "copy.png"), image.GetProperty("keep").GetString());
    }

    [Fact]
    public async Task Second_scan_decodes_nothing_and_finds_the_same()
    {
        WritePictures();
        var first = await ScanAsync();
        var second = await ScanAsync();
        Assert.Equal(3, second.GetProperty("reused").GetInt32());
        Assert.Equal(0, second.GetProperty("images_per_s").GetDouble());
        Assert.Equal(first.GetProperty("groups").GetRawText(), second.GetProperty("groups").GetRawText());
    }

    [Fact]
    public async Task Second_scan_reads_what_changed()
    {
        WritePictures();
        await ScanAsync();
        using var other = DrawnPicture.Of(9);
        Write("small.jpg", other.AsJpeg());
        var document = await ScanAsync();
        Assert.Equal(2, document.GetProperty("reused").GetInt32());
        Assert.Equal("bytes", Assert.Single(document.GetProperty("groups").EnumerateArray()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Mirrored_and_turned_pictures_are_found_when_asked_for()
    {
        using var original = DrawnPicture.Of(5);
        using var mirrored = original.Mirrored();
        using var turned = original.Turned();
        Write("a.png", original.AsPng());
        Write("b.png", mirrored.AsPng());
        Write("c.png", turned.AsPng());
        Assert.Empty((await ScanAsync()).GetProperty("groups").EnumerateArray());
        var group = Single(await ScanAsync("--dihedral"), "image");
        Assert.Equal(["a.png", "b.png", "c.png"], Names(group));
        Assert.Contains(group.GetProperty("members").EnumerateArray(), m => m.GetProperty("turn").GetString() is not "original");
        // The prints of eight serve the plain scan too.
        Assert.Equal(3, (await ScanAsync()).GetProperty("reused").GetInt32());
    }

    [Fact]
    public async Task Pictures_without_detail_match_by_bytes_only()
    {
        using var grey = new Image<Rgb24>(200, 200, new Rgb24(120, 120, 120));
        Write("a.png", grey.AsPng());
        Write("b.png", grey.AsPng());
        Write("c.jpg", grey.AsJpeg());
        var group = Assert.Single((await ScanAsync()).GetProperty("groups").EnumerateArray());
        Assert.Equal("bytes", group.GetProperty("kind").GetString());
        Assert.Equal(["a.png", "b.png"], Names(group));
        Assert.InRange(group.GetProperty("members")[0].GetProperty("quality").GetInt32(), 0, 49);
    }

    [Fact]
    public async Task Reused_text_is_found_across_formats()
    {
        Write("a.txt", System.Text.Encoding.UTF8.GetBytes(Prose));
        Write("b.html", System.Text.Encoding.UTF8.GetBytes($"<html><style>b {{}}</style><h1>{Prose.Replace(" and ", "</h1><p>AND ", StringComparison.Ordinal)}</p></html>"));
        Write("c.md", "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse, I thought I would sail about a little."u8.ToArray());
        Write("short.txt", "the same"u8.ToArray());
        Write("short.md", "The same!"u8.ToArray());
        var group = Single(await ScanAsync(), "text");
        Assert.Equal(["a.txt", "b.html"], Names(group));
        Assert.Equal("minhash", group.GetProperty("algorithm").GetString());
    }

    [Fact]
    public async Task What_cannot_be_read_is_listed_with_its_reason_and_everything_is_counted_once()
    {
        WritePictures();
        using var picture = DrawnPicture.Of(3);
        Write("cut.jpg", picture.AsJpeg()[..500]);
        Write("cut2.jpg", picture.AsJpeg()[..500]);
        Write("empty.png", []);
        Write("scan.tif", [0x49, 0x49, 0x2A, 0x00, 8, 0, 0, 0]);
        Write("latin.txt", [0xE4, 0xF6, 0xFC]);
        Write("program", [1, 2, 3]);
        var document = await ScanAsync();
        var skipped = document.GetProperty("skipped").EnumerateArray().ToDictionary(s => Path.GetFileName(s.GetProperty("path").GetString()!), s => s.GetProperty("reason").GetString()!);
        Assert.Equal(["cut.jpg", "cut2.jpg", "empty.png", "latin.txt", "scan.tif"], skipped.Keys.Order(StringComparer.Ordinal));
        Assert.All(skipped.Values, reason => Assert.False(string.IsNullOrWhiteSpace(reason) || reason.Contains('\n', StringComparison.Ordinal)));
        Assert.Contains("TIFF", skipped["scan.tif"], StringComparison.Ordinal);
        Assert.Equal(1, document.GetProperty("other").GetInt32());
        Assert.Equal(document.GetProperty("files").GetInt32(), document.GetProperty("hashed").GetInt32() + document.GetProperty("other").GetInt32() + skipped.Count);
        // Damaged as they are, they are still equal.
        Assert.Contains(document.GetProperty("groups").EnumerateArray(), g => Names(g).SequenceEqual(["cut.jpg", "cut2.jpg"]));
    }

    [Fact]
    public async Task Own_files_inside_the_tree_are_no_part_of_it()
    {
        WritePictures();
        string[] args = ["scan", Tree, "--index", Path.Combine(Tree, "i.index"), "--out", Path.Combine(Tree, "o.json"), "--report", Path.Combine(Tree, "r.html"), "--json"];
        var first = await CommandLineRun.OfAsync(args);
        var second = await CommandLineRun.OfAsync(args);
        Assert.Equal(4, first.Json.GetProperty("files").GetInt32());
        Assert.Equal(4, second.Json.GetProperty("files").GetInt32());
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Tree, "o.json"), TestContext.Current.CancellationToken));
        Assert.Equal(second.Out.TrimEnd(), written.RootElement.GetRawText());
    }

    [Fact]
    public async Task Default_index_lies_in_the_data_directory_and_serves_the_next_scan()
    {
        WritePictures();
        var data = Path.Combine(_folder.Path, "data");
        await CommandLineRun.OfAsync(["scan", Tree, "--data", data]);
        var second = await CommandLineRun.OfAsync(["scan", Tree + "/", "--data", data, "--json"]);
        Assert.Equal(3, second.Json.GetProperty("reused").GetInt32());
        Assert.StartsWith(Path.Combine(data, "scan", "tree-"), second.Json.GetProperty("index").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threshold_bounds_the_distances()
    {
        using var original = DrawnPicture.Of(1, 640, 480);
        Write("a.png", original.AsPng());
        using var small = original.Resized(0.4);
        Write("b.jpg", small.AsJpeg(20));
        var distance = Single(await ScanAsync(), "image").GetProperty("members")[1].GetProperty("distance").GetInt32();
        Assert.InRange(distance, 1, 31);
        Assert.NotEmpty((await ScanAsync("--threshold", distance.ToString(System.Globalization.CultureInfo.InvariantCulture))).GetProperty("groups").EnumerateArray());
        Assert.Empty((await ScanAsync("--threshold", (distance - 1).ToString(System.Globalization.CultureInfo.InvariantCulture))).GetProperty("groups").EnumerateArray());
    }

    [Theory]
    [InlineData("--threshold", "128")]
    [InlineData("--threshold", "-1")]
    [InlineData("--threshold", "x")]
    [InlineData("--workers", "0")]
    public async Task A_number_out_of_range_is_a_usage_error(string option, string value) => Assert.Equal(ExitCode.Usage, (await RunAsync(option, value)).ExitCode);

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused() =>
        Assert.Equal(ExitCode.InputRefused, (await CommandLineRun.OfAsync(["scan", Path.Combine(_folder.Path, "none"), "--index", Index])).ExitCode);

    [Fact]
    public async Task An_empty_folder_has_no_duplicates()
    {
        Directory.CreateDirectory(Tree);
        var document = await ScanAsync();
        Assert.Equal((0, 0), (document.GetProperty("files").GetInt32(), document.GetProperty("groups").GetArrayLength()));
        Assert.Contains("No duplicates", (await RunAsync()).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_name_what_to_keep_and_show_no_escape_sequence_of_a_file_name()
    {
        WritePictures();
        using var original = DrawnPicture.Of(7);
        Write("x\u001b[31m.png", original.AsPng());
        Write("y\u001b[31m.png", original.AsPng());
        var run = await RunAsync();
        Assert.Contains("copy.png", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    public void Dispose() => _folder.Dispose();
}
