using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Schedules;
using Classifier.Client;
using Classifier.V1;

namespace Classifier.Cli.Load.Run;

/// <summary>Sends one arrival and says what became of it.</summary>
internal sealed class Sender(LoadTarget target, LoadProfile profile, Reference reference, RunClock clock)
{
    public const string Late = "LATE";
    public const string Unreachable = "UNREACHABLE";

    public async Task<Outcome> SendAsync(Arrival arrival, CancellationToken cancellation)
    {
        var sent = clock.Seconds;
        var deadline = profile.Tenants[arrival.Tenant].Deadline.TotalSeconds;
        var left = deadline - (sent - arrival.Seconds);
        if (left <= 0) return Without(OutcomeKind.DeadlineMissed, Late);
        try
        {
            var reply = await target.SendAsync(arrival.Tenant, arrival.Item, TimeSpan.FromSeconds(left), cancellation).ConfigureAwait(false);
            return Judge(arrival, sent, clock.Seconds, deadline, reply);
        }
        catch (ClassifierClientException e)
        {
            return e switch
            {
                { IsUnreachable: true } => Without(OutcomeKind.Error, Unreachable),
                { IsTransient: true } => Without(OutcomeKind.Shed, e.CodeName),
                { CodeName: "DEADLINE_EXCEEDED" } => Without(OutcomeKind.DeadlineMissed, e.CodeName),
                _ => Without(OutcomeKind.Error, e.CodeName),
            };
        }

        Outcome Without(OutcomeKind kind, string status) => new(arrival, sent, clock.Seconds, kind, status, false, null, null, default);
    }

    internal Outcome Judge(Arrival arrival, double sent, double done, double deadline, ClassifyResponse reply)
    {
        var t = reply.Timings ?? new Timings();
        var server = new ServerTimes(t.QueueNs, t.RunNs, t.TotalNs, t.BatchSize, t.RealTokens, t.PaddedTokens);
        var (kind, status) = ReplyKind.Of(reply);
        if (kind is OutcomeKind.Ok or OutcomeKind.Degraded && done - arrival.Seconds > deadline) (kind, status) = (OutcomeKind.DeadlineMissed, Late);
        var judged = kind is OutcomeKind.Ok or OutcomeKind.Degraded;
        return new(
            arrival, sent, done, kind, status, true,
            judged ? reference.Agrees(arrival.Item, reply) : null, judged ? reference.Right(arrival.Item, reply) : null, server);
    }
}
