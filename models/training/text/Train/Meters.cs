using System.Globalization;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Train;

/// <summary>Means since the last line of the log.</summary>
internal sealed class Meters
{
    private readonly double[] _sums = new double[Heads.Count + 1];
    private int _count;

    public void Add(double[] values)
    {
        _count++;
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i] += values[i];
        }
    }

    public string Flush()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"norm {_sums[0] / _count:F2}");
        for (var head = 0; head < Heads.Count; head++)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" {Heads.Names[head]} {_sums[head + 1] / _count:F3}");
        }

        Array.Clear(_sums);
        _count = 0;
        return text;
    }
}
