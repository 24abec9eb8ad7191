using System.Globalization;

namespace Classifier.Cli.Load.Report;

/// <summary>Round numbers for an axis that begins at zero.</summary>
internal static class NiceTicks
{
    /// <summary>Steps of 1, 2 or 5 times a power of ten, about <paramref name="wanted"/> of them, the last at or above <paramref name="most"/>.</summary>
    public static double[] Of(double most, int wanted)
    {
        if (!(most > 0) || !double.IsFinite(most)) return [0, 1];
        var rough = most / wanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var count = (int)Math.Ceiling(most / step - 1e-9);
        return [.. Enumerable.Range(0, count + 1).Select(i => i * step)];
    }

    public static string Text(double tick) => tick.ToString(tick is >= 1000 or <= -1000 ? "#,0" : "0.###", CultureInfo.InvariantCulture);
}
