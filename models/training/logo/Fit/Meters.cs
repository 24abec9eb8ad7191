using System.Diagnostics;
using System.Globalization;

namespace Classifier.Training.Logo.Fit;

/// <summary>Means of the losses since they were last told.</summary>
internal sealed class Meters
{
    private readonly double[] _sums = new double[5];
    private int _count;

    public void Add(Losses losses)
    {
        var values = losses.Values;
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i] += values[i];
        }

        _count++;
    }

    public void Tell(int step, Stopwatch clock)
    {
        double[] m = [.. _sums.Select(s => s / _count)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"step {step} {clock.Elapsed.TotalSeconds:0} s, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor: objectness {m[0]:0.000} box {m[1]:0.000} proxy {m[2]:0.000} contrast {m[3]:0.000} right {m[4]:0.000}"));
        Array.Clear(_sums);
        _count = 0;
    }
}
