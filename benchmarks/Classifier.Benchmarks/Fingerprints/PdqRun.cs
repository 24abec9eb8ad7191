using System.Diagnostics;
using System.Globalization;
using Classifier.Fingerprint.Hashing;

namespace Classifier.Benchmarks.Fingerprints;

/// <summary>
/// Times our PDQ as <c>benchmarks/peers/pdq/bench.cpp</c> times Meta's: the same noise, sizes, repetitions and line, hash included, so
/// that equal bits are seen at once. One thread.
/// </summary>
internal static class PdqRun
{
    private const int WarmUpMilliseconds = 2500;
    private static readonly string[] Usual = ["128x128:2000", "512x512:200", "1024x768:60", "4000x3000:9"];

    /// <param name="args">Sizes as <c>WIDTHxHEIGHT:REPETITIONS</c>; none for the usual ones.</param>
    public static int Run(string[] args)
    {
        foreach (var size in args.Length == 0 ? Usual : args)
        {
            var numbers = size.Split('x', ':').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            Time(numbers[0], numbers[1], numbers[2]);
        }

        return 0;
    }

    private static void Time(int width, int height, int repetitions)
    {
        var rgb = Noise(3 * width * height);
        var hasher = new PdqHasher();
        var hash = hasher.Compute(rgb, width, height);
        // Optimised code comes in two steps, each after some calls and some time, and its compiler has the same core to share.
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < WarmUpMilliseconds;) hash = hasher.Compute(rgb, width, height);
        var seconds = new double[repetitions];
        for (var i = 0; i < repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            hash = hasher.Compute(rgb, width, height);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{width}x{height} median {seconds[repetitions / 2] * 1e3:0.0000} ms, least {seconds[0] * 1e3:0.0000} ms, {hash.ToHex()} quality {hash.Quality}"));
    }

    private static byte[] Noise(int length)
    {
        var (bytes, state) = (new byte[length], 1u);
        for (var i = 0; i < length; i++)
        {
            state = state * 1664525u + 1013904223u;
            bytes[i] = (byte)(state >> 24);
        }

        return bytes;
    }
}
