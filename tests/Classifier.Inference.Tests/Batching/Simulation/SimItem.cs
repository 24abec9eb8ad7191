using Classifier.Core;
using Classifier.Inference.Batching.Internal;

namespace Classifier.Inference.Tests.Batching.Simulation;

/// <summary>How an item of the simulation ended.</summary>
public enum SimEnd
{
    None,
    Refused,
    Completed,
    Expired,
    Cancelled,
    Shed,
}

/// <summary>One item to come. Times in seconds.</summary>
/// <param name="Patience">Deadline after arrival; infinite for none.</param>
/// <param name="CancelAfter">Seconds after arrival at which its caller hangs up; infinite for never.</param>
public sealed record SimArrival(
    double At,
    int Length,
    string Tenant = "a",
    WorkClass Class = WorkClass.Interactive,
    double Patience = double.PositiveInfinity,
    double CancelAfter = double.PositiveInfinity);

/// <summary>An item in the simulation, with what became of it.</summary>
internal sealed class SimItem(SimArrival arrival, int index, long arrivedAt, long deadline)
    : WorkEntry(arrival.Length, arrival.Tenant, arrival.Class, deadline)
{
    public SimArrival Arrival => arrival;
    public int Index => index;
    public long ArrivedAt => arrivedAt;
    public SimEnd End { get; private set; }
    public ErrorKind? Refusal { get; private set; }
    public long EndedAt { get; private set; }
    public long StartedAt { get; set; } = -1;
    public int Runs { get; set; }

    /// <summary>What the planner promised at gate 2, as a timestamp.</summary>
    public long Promised { get; set; }

    public bool Admitted => End is not (SimEnd.None or SimEnd.Refused);
    public double Latency => (EndedAt - arrivedAt) / (double)BatcherSimulation.Frequency;
    public double Wait => (StartedAt - arrivedAt) / (double)BatcherSimulation.Frequency;

    public void Finish(SimEnd end, long now, ErrorKind? refusal = null)
    {
        Assert.Equal(SimEnd.None, End);
        (End, EndedAt, Refusal) = (end, now, refusal);
    }

    public override void Fail(Exception reason) => throw new InvalidOperationException("The planner tells nobody.");
}
