namespace Classifier.Cli.Load.Run;

/// <summary>Seconds from the start of the run.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time { get; } = time;
    public double Seconds => Time.GetElapsedTime(_start).TotalSeconds;
}
