using Classifier.Fingerprint.Duplicates;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>How fast pairs are compared.</summary>
/// <param name="HostPerSecond">Comparisons of the processor, one thread.</param>
/// <param name="DevicePerSecond">Pairs of the device.</param>
/// <param name="DeviceStart">What a call to the device costs beside its pairs.</param>
internal sealed record PairRates(double HostPerSecond, double DevicePerSecond, TimeSpan DeviceStart)
{
    private const int First = 1 << 10;
    private const int Last = 1 << 16;
    private const int HostSample = 1 << 12;
    private const int Radius = 31;

    // Shorter runs measure little but the start.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(5);

    public TimeSpan OnHost(double comparisons) => TimeSpan.FromSeconds(comparisons / HostPerSecond);

    public TimeSpan OnDevice(int count) => DeviceStart + TimeSpan.FromSeconds(Pairs(count) / DevicePerSecond);

    /// <summary>Times both; the device on larger sets until it has something to do, so that a slow one costs no more than a small set.</summary>
    public static PairRates Measure(IFingerprintCompute device, TimeProvider time)
    {
        var codes = Codes(Last);
        var host = TimeOf(time, () => NearPairs.Among(codes[..HostSample], Radius, Ignore));
        // The first call also makes what later ones find made.
        Run(device, codes, First);
        var start = TimeOf(time, () => Run(device, codes, First));
        var (count, taken) = (First, start);
        while (count < Last && taken < Enough)
        {
            count *= 2;
            var size = count;
            taken = TimeOf(time, () => Run(device, codes, size));
        }

        // Where the smallest set is work enough, its start is not told from it and counts twice: the estimate errs for the processor.
        return new PairRates(Pairs(HostSample) / Seconds(host), Pairs(count) / Seconds(taken), start);
    }

    private static double Pairs(int count) => (double)count * count / 2;

    private static void Run(IFingerprintCompute device, Hash256[] codes, int count) =>
        device.VisitPairs(codes.AsSpan(0, count), Radius, Ignore, CancellationToken.None);

    private static void Ignore(int first, int second)
    {
    }

    private static TimeSpan TimeOf(TimeProvider time, Action work)
    {
        var started = time.GetTimestamp();
        work();
        return time.GetElapsedTime(started);
    }

    // A clock too coarse to see the work must not give an infinite rate.
    private static double Seconds(TimeSpan taken) => Math.Max(taken.TotalSeconds, 1e-7);

    /// <summary>Strangers, from whole numbers alone.</summary>
    private static Hash256[] Codes(int count)
    {
        var (codes, state) = (new Hash256[count], 1UL);
        for (var i = 0; i < count; i++) codes[i] = new Hash256(Next(), Next(), Next(), Next());
        return codes;

        ulong Next()
        {
            // SplitMix64.
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return z ^ z >> 31;
        }
    }
}
