namespace Classifier.Cli.Load.Live;

/// <summary>A line of block characters, from zero to the largest value.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    public static string Of(IEnumerable<double?> values)
    {
        var all = values.ToArray();
        var most = all.Max() is > 0 and double max ? max : 1;
        return string.Concat(all.Select(v => v is { } value ? Blocks[(int)Math.Clamp(Math.Round(value / most * (Blocks.Length - 1)), 0, Blocks.Length - 1)] : ' '));
    }
}
