using Classifier.Cli.Shell;
using Spectre.Console;

namespace Classifier.Cli.Eval;

/// <summary>Shows how far an evaluation is: a bar on standard error where a person watches, nothing elsewhere.</summary>
internal static class EvalProgress
{
    public static Task<T> RunAsync<T>(Terminal terminal, int total, Func<Action, Task<T>> run)
    {
        if (!terminal.Progress.Profile.Out.IsTerminal) return run(() => { });
        return terminal.Progress.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask($"{total} rows", maxValue: Math.Max(total, 1));
                return run(() => bar.Increment(1));
            });
    }
}
