using System.Diagnostics;
using System.Globalization;
using Classifier.Fingerprint.Index;

namespace Classifier.Fingerprint.Tests.Index;

public sealed class KillTests
{
    private const int Kills = 50;
    private const ulong IdsOfARun = 1_000_000;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed_at_random_points()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261124);
        var present = new HashSet<ulong>();
        var removed = new HashSet<ulong>();
        for (var run = 0; run < Kills; run++)
        {
            foreach (var line in await RunAndKillAsync(folder.Path, (ulong)run * IdsOfARun, 1 + random.Next(400), TimeSpan.FromMilliseconds(random.NextDouble() * 20)))
            {
                var id = ulong.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
                if (line[0] == '+')
                    present.Add(id);
                else
                    removed.Add(id);
            }

            using var index = FingerprintIndex.Open(folder.Path, CrashChild.Options);
            foreach (var id in present.Where(id => id % 5 != 0))
            {
                Assert.True(index.TryGet(id, out var entry), $"Run {run} lost {id}.");
                Entries.AssertSame(Entries.Of(id), entry);
            }

            Assert.All(removed, id => Assert.False(index.TryGet(id, out _), $"Run {run} brought {id} back."));
        }

        Assert.True(present.Count > Kills);
    }

    /// <summary>Kills with SIGKILL a little after so many acknowledgements.</summary>
    private static async Task<List<string>> RunAndKillAsync(string folder, ulong first, int acknowledgements, TimeSpan later)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        start.Environment[CrashChild.Variable] = string.Create(CultureInfo.InvariantCulture, $"{first}|{folder}");
        using var child = Process.Start(start)!;
        var lines = new List<string>();
        while (lines.Count < acknowledgements && await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            lines.Add(line);
        Assert.Equal(acknowledgements, lines.Count);
        var wait = Stopwatch.StartNew();
        while (wait.Elapsed < later)
            Thread.SpinWait(100);
        child.Kill();
        // What stands in the pipe was acknowledged too. The last line may be cut short.
        var rest = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var whole = rest.LastIndexOf('\n');
        if (whole >= 0)
            lines.AddRange(rest[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return lines;
    }
}
