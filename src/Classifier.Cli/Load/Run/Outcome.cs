using Classifier.Cli.Load.Schedules;

namespace Classifier.Cli.Load.Run;

/// <summary>What became of a request; every arrival has exactly one.</summary>
internal enum OutcomeKind
{
    /// <summary>Answered in time by the full models.</summary>
    Ok,

    /// <summary>Answered in time, a task of it by a cheaper path.</summary>
    Degraded,

    /// <summary>Refused for load, by a status or by a reply with a fallback.</summary>
    Shed,

    /// <summary>Not answered before its deadline.</summary>
    DeadlineMissed,

    /// <summary>Anything else, also what the client itself could not send.</summary>
    Error,
}

/// <summary>One request's end.</summary>
/// <param name="Sent">Seconds from the start of the run.</param>
/// <param name="Done">Seconds from the start of the run.</param>
/// <param name="Status">The status on the wire, or the client's word for what it did itself.</param>
/// <param name="Answered">Whether a reply came, whatever stands in it.</param>
/// <param name="Agrees">Whether the labels are those of the unloaded run; null where there was no verdict.</param>
/// <param name="Right">Whether the verdict is that of the label; null where there was none.</param>
internal readonly record struct Outcome(
    Arrival Arrival, double Sent, double Done, OutcomeKind Kind, string Status, bool Answered, bool? Agrees, bool? Right, ServerTimes Server)
{
    /// <summary>From the moment at which the request was due, not from when it was sent: a client that falls behind hides nothing.</summary>
    public double Latency => Done - Arrival.Seconds;

    public bool HasVerdict => Kind is OutcomeKind.Ok or OutcomeKind.Degraded;
}

/// <summary>What the server said about the time and the batch; zeros where it said nothing.</summary>
internal readonly record struct ServerTimes(long QueueNs, long RunNs, long TotalNs, int BatchSize, int RealTokens, int PaddedTokens);
