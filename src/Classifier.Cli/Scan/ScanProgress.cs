using System.Globalization;
using Classifier.Cli.Shell;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Classifier.Cli.Scan;

/// <summary>Shows how far a scan is: a bar a phase with rate and remaining time on standard error where a person watches, nothing elsewhere.</summary>
internal sealed class ScanProgress : IScanProgress
{
    private readonly ProgressContext _context;
    private readonly ProgressTask _walk;
    private ProgressTask? _phase;

    private ScanProgress(ProgressContext context)
    {
        _context = context;
        _walk = context.AddTask("Walking the tree");
        _walk.IsIndeterminate = true;
    }

    public static Task<T> RunAsync<T>(Terminal terminal, Func<IScanProgress, Task<T>> run)
    {
        if (!terminal.Progress.Profile.Out.IsTerminal) return run(new Silent());
        return terminal.Progress.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new CountColumn(),
                new RateColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(context => run(new ScanProgress(context)));
    }

    public void Found(int files) => _walk.Description = $"Walking the tree, {files.ToString("N0", CultureInfo.InvariantCulture)} files";

    public void Begin(string phase, int total)
    {
        _walk.IsIndeterminate = false;
        _walk.Value = _walk.MaxValue;
        _walk.StopTask();
        _phase?.StopTask();
        _phase = _context.AddTask(phase, maxValue: Math.Max(total, 1));
        if (total > 0) return;
        _phase.Value = 1;
        _phase.StopTask();
    }

    public void Advance() => _phase?.Increment(1);

    private sealed class Silent : IScanProgress
    {
        public void Found(int files)
        {
        }

        public void Begin(string phase, int total)
        {
        }

        public void Advance()
        {
        }
    }

    private sealed class CountColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Cell(
            task.IsIndeterminate ? "" : string.Create(CultureInfo.InvariantCulture, $"{task.Value:N0}/{task.MaxValue:N0}"));
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Cell(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:N0}/s") : "");
    }
}
