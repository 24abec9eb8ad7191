using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Schedules;
using Classifier.Cli.Shell;
using Classifier.Client;
using Classifier.V1;

namespace Classifier.Cli.Load.Run;

/// <summary>What a closed loop gave.</summary>
/// <param name="Capacity">Goodput: answers of the full models a second.</param>
/// <param name="Seconds">Latency of each.</param>
internal sealed record CalibrationResult(double Capacity, IReadOnlyList<double> Seconds, int Callers);

/// <summary>
/// Finds the capacity: a fixed number of callers, each with its next item as soon as it has the last answer. One that was refused, or
/// answered by a cheaper path, waits a little and does not count: capacity is what <c>goodput</c> is compared with.
/// </summary>
internal static class Calibration
{
    // Filling the pipe and what is compiled late would look like a slower server.
    private const double WarmUp = 0.25;
    private const int Draws = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="send">Tenant, item and timeout.</param>
    /// <exception cref="CliException">The full models answered nothing (5).</exception>
    public static async Task<CalibrationResult> RunAsync(
        Func<int, int, TimeSpan, CancellationToken, Task<ClassifyResponse>> send, LoadProfile profile, IReadOnlyList<bool> positive, TimeProvider time, CancellationToken cancellation)
    {
        var draws = Mix(profile, positive);
        var clock = new RunClock(time);
        var (from, to) = (profile.Calibration.For.TotalSeconds * WarmUp, profile.Calibration.For.TotalSeconds * (1 + WarmUp));
        var answers = new List<double>();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, profile.Calibration.Callers).Select(_ => Task.Run(CallAsync, cancellation)));
        if (answers.Count == 0) throw CliException.Failed("the capacity cannot be found: the full models answered nothing.");
        return new(answers.Count / (to - from), answers, profile.Calibration.Callers);

        async Task CallAsync()
        {
            while (clock.Seconds is var start && start < to)
            {
                var draw = draws[(Interlocked.Increment(ref next) & int.MaxValue) % draws.Length];
                try
                {
                    var reply = await send(draw.Tenant, draw.Item, Patience, cancellation);
                    var end = clock.Seconds;
                    if (ReplyKind.Of(reply).Kind != OutcomeKind.Ok)
                    {
                        await Task.Delay(Pause, time, cancellation);
                        continue;
                    }
                    if (end < from || end >= to) continue;
                    lock (answers) answers.Add(end - start);
                }
                catch (ClassifierClientException e) when (e.IsTransient && !e.IsUnreachable)
                {
                    await Task.Delay(e.RetryAfter ?? Pause, time, cancellation);
                }
            }
        }
    }

    /// <summary>Tenants and items as the first phase mixes them.</summary>
    private static Arrival[] Mix(LoadProfile profile, IReadOnlyList<bool> positive)
    {
        var even = new PhasePlan
        {
            Name = "calibration", For = TimeSpan.FromSeconds(1), Rate = new(Draws, false), Arrivals = Arrivals.Even, Weights = profile.Phases[0].Weights,
        };
        return [.. new Schedule(profile with { Phases = [even] }, 0, positive, _ => []).Arrivals()];
    }
}
