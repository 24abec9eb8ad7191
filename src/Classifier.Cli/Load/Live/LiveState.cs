using Classifier.Cli.Load.Run;
using Classifier.Cli.Load.Schedules;

namespace Classifier.Cli.Load.Live;

/// <summary>What a view of a running load looks at.</summary>
internal sealed record LiveState(Schedule Schedule, double? Capacity, RunClock Clock, OutcomeLog Log, Pacer Pacer, StatsWatch Watch);
