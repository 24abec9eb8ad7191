using System.Diagnostics;
using Classifier.Cli.Json;
using Classifier.Cli.Load.Report;
using Classifier.Cli.Load.Run;
using Classifier.Cli.Serving;

namespace Classifier.Cli.Tests.Load;

/// <summary>What the server under load held.</summary>
public sealed class HoldingTests
{
    private static StatsSample Sample(double second, ProcessFigures? process) => new(second, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, process);

    [Fact]
    public void Means_are_over_the_samples_of_the_stretch_that_could_be_read()
    {
        StatsSample[] samples = [Sample(0.5, new(100, 10, 50)), Sample(1, new(200, 20, 60)), Sample(1.5, null), Sample(1.9, new(300, 30, 70)), Sample(2, new(900, 90, 900))];
        var figures = new LoadFigures().Holding(samples, 1, 2);
        Assert.Equal((250.0, 25.0, 65.0), (figures.MemoryMb, figures.Threads, figures.Handles));
    }

    [Fact]
    public void Nothing_is_said_where_nothing_was_seen()
    {
        var figures = new LoadFigures { Offered = 3 }.Holding([Sample(5, new(1, 1, 1)), Sample(0.5, null)], 0, 1);
        Assert.Equal((3, null, null, null), (figures.Offered, figures.MemoryMb, figures.Threads, figures.Handles));
    }

    [Fact]
    public void A_process_is_read_while_it_lives()
    {
        using var self = Process.GetCurrentProcess();
        var before = ProcessFigures.Of(self.Id)!.Value;
        Assert.True(before.MemoryMegabytes > 10 && before.Threads > 1 && before.Handles > 3);

        var files = Enumerable.Range(0, 200).Select(_ => File.OpenHandle("/dev/null")).ToList();
        Assert.True(ProcessFigures.Of(self.Id)!.Value.Handles >= before.Handles + 100);
        files.ForEach(f => f.Dispose());
    }

    [Fact]
    public async Task A_process_that_has_ended_holds_nothing()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Null(ProcessFigures.Of(process.Id));
    }
}
