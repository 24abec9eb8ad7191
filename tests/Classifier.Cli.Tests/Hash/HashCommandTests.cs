using System.Text.Json;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Hash;

/// <summary><c>hash</c> on the pictures whose hashes are known.</summary>
public sealed class HashCommandTests
{
    [Theory]
    [InlineData("golden/png/cc0_00.png", "pdq", "26c926a566ce56649616b3da3b367b4ac265b366f325693b50fb9f3001bb60b0")]
    [InlineData("imagehash/imagehash.png", "phash", "ba8c84536bd3c366")]
    [InlineData("imagehash/imagehash.png", "dhash", "0026273b2b19550e")]
    [InlineData("imagehash/imagehash.png", "ahash", "ffd7918181c9ffff")]
    [InlineData("imagehash/imagehash.png", "whash", "ffd391818181a5e7")]
    public async Task Hash_prints_the_known_hash(string picture, string algorithm, string hash)
    {
        var run = await CommandLineRun.OfAsync(["hash", Vector(picture), "--algorithm", algorithm, "--json"]);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var row = Assert.Single(run.Json.EnumerateArray());
        JsonShape.HasKeys(row, "file", "algorithm", "hash", "quality");
        Assert.Equal(Vector(picture), row.GetProperty("file").GetString());
        Assert.Equal(algorithm, row.GetProperty("algorithm").GetString());
        Assert.Equal(hash, row.GetProperty("hash").GetString());
        Assert.Equal(algorithm == "pdq" ? JsonValueKind.Number : JsonValueKind.Null, row.GetProperty("quality").ValueKind);
    }

    [Fact]
    public async Task Hash_takes_PDQ_when_no_algorithm_is_named()
    {
        var run = await CommandLineRun.OfAsync(["hash", Vector("golden/png/cc0_00.png"), "--json"]);
        Assert.Equal("pdq", run.Json[0].GetProperty("algorithm").GetString());
        Assert.Equal(100, run.Json[0].GetProperty("quality").GetInt32());
    }

    [Fact]
    public async Task Hash_goes_on_behind_files_that_are_no_pictures()
    {
        using var folder = new TemporaryFolder();
        var text = folder.File("notes.png", "not a picture");
        var missing = Path.Combine(folder.Path, "missing.png");
        var run = await CommandLineRun.OfAsync(["hash", text, missing, folder.Path, Vector("golden/png/wee.png"), "--json"]);
        Assert.Equal(ExitCode.InputRefused, run.ExitCode);
        var rows = run.Json.EnumerateArray().ToArray();
        Assert.Equal(4, rows.Length);
        Assert.All(rows[..3], row => Assert.False(row.TryGetProperty("hash", out _)));
        Assert.All(rows[..3], row => Assert.NotEmpty(row.GetProperty("error").GetString()!));
        Assert.Equal("No such file.", rows[1].GetProperty("error").GetString());
        Assert.DoesNotContain("not a picture", rows[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(64, rows[3].GetProperty("hash").GetString()!.Length);
    }

    [Fact]
    public async Task Hash_prints_a_line_a_file_for_a_person()
    {
        var run = await CommandLineRun.OfAsync(["hash", Vector("golden/png/cc0_00.png"), "/nowhere/[x].png"]);
        Assert.Equal(ExitCode.InputRefused, run.ExitCode);
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("26c926a566ce56649616b3da3b367b4ac265b366f325693b50fb9f3001bb60b0", lines[0].Trim(), StringComparison.Ordinal);
        Assert.Contains("/nowhere/[x].png: No such file.", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("hash a.png --algorithm md5")]
    public async Task Hash_refuses_a_wrong_command_line(string line)
    {
        var run = await CommandLineRun.OfAsync(line);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.NotEmpty(run.ErrorLine);
    }

    private static string Vector(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
                return Path.Combine(folder.FullName, "tests", "data", "fingerprint", name);
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
