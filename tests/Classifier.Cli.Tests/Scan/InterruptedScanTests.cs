using System.Text.Json;
using Classifier.Cli.Scan.Records;
using Classifier.Cli.Scan.Walk;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Scan;

/// <summary>The real program, ended at any moment.</summary>
public sealed class InterruptedScanTests : IDisposable
{
    private const int Kills = 50;
    private const int Pictures = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly string _tree;
    private readonly string _index;

    public InterruptedScanTests()
    {
        _tree = Path.Combine(_folder.Path, "tree");
        _index = Path.Combine(_folder.Path, "scan.index");
        for (var i = 0; i < Pictures; i++)
        {
            using var picture = DrawnPicture.Of(i / 2, 160, 120);
            _folder.File($"tree/{i}.jpg", picture.AsJpeg(i % 2 == 0 ? 90 : 60));
            _folder.File($"tree/{i}-copy.jpg", picture.AsJpeg(i % 2 == 0 ? 90 : 60));
        }
    }

    private ProgramRun Start() => ProgramRun.Start(_folder.Path, "scan", _tree, "--index", _index, "--json", "--workers", "1");

    // What the index holds, read as the program reads it.
    private HashSet<string> Recorded()
    {
        if (!File.Exists(_index)) return [];
        var files = TreeWalker.Walk(_tree, new HashSet<OwnFile>(), _ => { }, CancellationToken.None).Files;
        using var index = ScanIndex.Open(_index, TimeProvider.System);
        return [.. files.Where(f => index.TryGetPrint(f, out _)).Select(f => "print " + f.Name), .. files.Where(f => index.TryGetContent(f, out _)).Select(f => "bytes " + f.Name)];
    }

    [Fact]
    public async Task Nothing_recorded_is_lost_and_the_index_opens_when_a_scan_is_killed_at_random_points()
    {
        var random = new Random(42);
        var (killed, whole, withWork) = (0, 0, 0);
        var before = new HashSet<string>();
        while (killed < Kills)
        {
            await using var program = Start();
            // From within the first records of this run to shortly before its end.
            var limit = IndexLength() + random.Next(1, 5000);
            if (!await program.KillWhenAsync(() => IndexLength() >= limit))
            {
                // It was done before; begin again with an empty index.
                whole++;
                File.Delete(_index);
                before = [];
                continue;
            }

            killed++;
            var after = Recorded();
            Assert.Subset(after, before);
            if (after.Count > before.Count) withWork++;
            before = after;
        }

        Assert.True(withWork >= Kills / 4, $"only {withWork} of {Kills} kills hit a scan at work, {whole} scans ended");

        var resumed = await ProgramRun.OfAsync(_folder.Path, "scan", _tree, "--index", _index, "--json");
        Assert.Equal((ExitCode.Done, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(before.Count(r => r.StartsWith("print", StringComparison.Ordinal)), resumed.Json.GetProperty("reused").GetInt32());
        var fresh = await ProgramRun.OfAsync(_folder.Path, "scan", _tree, "--index", _index + "2", "--json");
        Assert.Equal(fresh.Json.GetProperty("groups").GetRawText(), resumed.Json.GetProperty("groups").GetRawText());
    }

    [Fact]
    public async Task Sigint_ends_a_scan_cleanly_and_the_next_goes_on()
    {
        await using var program = Start();
        Assert.True(await program.SignalWhenAsync(() => IndexLength() > 100));
        var run = await program.EndAsync();
        // On a fast machine it may have been done already.
        if (run.ExitCode != ExitCode.Done)
        {
            Assert.Equal(ExitCode.Failed, run.ExitCode);
            Assert.Contains("interrupted", run.ErrorLine, StringComparison.Ordinal);
            Assert.Equal("failed", JsonDocument.Parse(run.Out).RootElement.GetProperty("error").GetProperty("code").GetString());
        }

        var recorded = Recorded().Count(r => r.StartsWith("print", StringComparison.Ordinal));
        var resumed = await ProgramRun.OfAsync(_folder.Path, "scan", _tree, "--index", _index, "--json");
        Assert.Equal((ExitCode.Done, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(recorded, resumed.Json.GetProperty("reused").GetInt32());
    }

    private long IndexLength() => new FileInfo(_index) is { Exists: true } file ? file.Length : 0;

    public void Dispose() => _folder.Dispose();
}
