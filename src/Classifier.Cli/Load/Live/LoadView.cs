using System.Globalization;
using Classifier.Cli.Shell;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Classifier.Cli.Load.Live;

/// <summary>Shows a running load: a chart on a terminal, elsewhere a line on standard error now and then.</summary>
internal sealed class LoadView(Terminal terminal, TimeProvider time)
{
    private const int Columns = 60;
    private static readonly TimeSpan ChartInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private bool HasChart => !terminal.IsJson && terminal.Tables.Profile.Out.IsTerminal;

    public void Say(string line) => terminal.Note("load: " + line);

    /// <summary>Until it is cancelled.</summary>
    public async Task ShowAsync(LiveState state, CancellationToken cancellation)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"{state.Schedule.Total:0} requests in {state.Schedule.Seconds:0.#} s{Capacity(state)}"));
        try
        {
            if (HasChart) await ChartAsync(state, cancellation);
            else await LinesAsync(state, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The load has ended.
        }
    }

    private async Task LinesAsync(LiveState state, CancellationToken cancellation)
    {
        var reader = new LiveReader(state);
        using var timer = new PeriodicTimer(LineInterval, time);
        while (await timer.WaitForNextTickAsync(cancellation)) Say(Line(reader.Read()));
    }

    private async Task ChartAsync(LiveState state, CancellationToken cancellation)
    {
        var reader = new LiveReader(state);
        var windows = new List<LiveWindow>();
        using var timer = new PeriodicTimer(ChartInterval, time);
        await terminal.Tables.Live(new Cell("")).AutoClear(true).StartAsync(async live =>
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                windows.Add(reader.Read());
                if (windows.Count > Columns) windows.RemoveAt(0);
                live.UpdateTarget(Chart(windows, state.Schedule.Seconds));
            }
        });
    }

    internal static string Line(LiveWindow w) => string.Create(
        CultureInfo.InvariantCulture,
        $"{w.Second:0} s {w.Phase}: offered {w.OfferedRate:0.0}/s, good {w.Goodput:0.0}/s, shed {w.ShedRate:0.0}/s, late {w.MissedRate:0.0}/s, errors {w.ErrorRate:0.0}/s, p50 {Ms(w.P50Ms)}, p99 {Ms(w.P99Ms)}, {w.InFlight} in flight");

    internal static IRenderable Chart(IReadOnlyList<LiveWindow> windows, double seconds)
    {
        var last = windows[^1];
        var table = new Table().Border(TableBorder.Rounded).Title(string.Create(CultureInfo.InvariantCulture, $"{last.Second:0} of {seconds:0} s"));
        table.AddColumn(new TableColumn(new Cell(last.Phase)));
        table.AddColumn(new TableColumn("now").RightAligned());
        table.AddColumn(new TableColumn(new Cell("last minute")));
        Row("offered a second", w => w.OfferedRate);
        Row("good a second", w => w.Goodput);
        Row("shed a second", w => w.ShedRate);
        Row("late a second", w => w.MissedRate);
        Row("errors a second", w => w.ErrorRate);
        Row("p50 in ms", w => w.P50Ms);
        Row("p99 in ms", w => w.P99Ms);
        Row("in flight", w => w.InFlight);
        Row("queued in the server", w => w.Queued);
        return table;

        void Row(string name, Func<LiveWindow, double?> figure) => table.AddRow(
            new Cell(name), new Cell(figure(last) is { } now ? now.ToString("0.0", CultureInfo.InvariantCulture) : "–"), new Cell(Sparkline.Of(windows.Select(figure))));
    }

    private static string Capacity(LiveState state) =>
        state.Capacity is { } capacity ? string.Create(CultureInfo.InvariantCulture, $", capacity {capacity:0.0} a second") : "";

    private static string Ms(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0} ms") : "–";
}
