using Classifier.Cli.Serving;
using Classifier.Client;

namespace Classifier.Cli.Load.Run;

/// <summary>The queues of all models together at one moment; counts since the server started.</summary>
internal readonly record struct StatsSample(
    double Seconds, int QueuedItems, long QueuedCost, double OldestMs, long Batches, long Items, long RealCost, long PaddedCost, long Refused, long Shed, long Expired,
    ProcessFigures? Process);

/// <summary>Reads <c>AdminService.WatchStats</c> while the load runs. A server that does not offer it is no fault.</summary>
internal sealed class StatsWatch(LoadTarget target, RunClock clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly List<StatsSample> _samples = [];

    public IReadOnlyList<StatsSample> Samples
    {
        get { lock (_gate) return [.. _samples]; }
    }

    public StatsSample? Latest
    {
        get { lock (_gate) return _samples.Count == 0 ? null : _samples[^1]; }
    }

    /// <summary>Until it is cancelled or the server ends it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var stats in target.Patient.WatchStatsAsync(Interval, cancellation))
            {
                var q = stats.Queues;
                var sample = new StatsSample(
                    clock.Seconds, q.Sum(x => x.QueuedItems), q.Sum(x => x.QueuedCost), q.Select(x => x.OldestNs).DefaultIfEmpty().Max() / 1e6,
                    q.Sum(x => x.Batches), q.Sum(x => x.Items), q.Sum(x => x.RealCost), q.Sum(x => x.PaddedCost),
                    q.Sum(x => x.Refused), q.Sum(x => x.Shed), q.Sum(x => x.Expired), target.Process);
                lock (_gate) _samples.Add(sample);
            }
        }
        catch (Exception e) when (e is ClassifierClientException or OperationCanceledException)
        {
            // The figures end here; the report shows the ones that came.
        }
    }
}
