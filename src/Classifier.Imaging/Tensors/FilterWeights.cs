namespace Classifier.Imaging.Tensors;

/// <summary>How output positions are mixed from input positions along one axis.</summary>
public enum ResizeFilter
{
    /// <summary>A triangle as wide as the scale, so that shrinking does not alias: Pillow's BILINEAR.</summary>
    Bilinear,

    /// <summary>The mean over the covered area: Pillow's BOX.</summary>
    Area,
}

/// <summary>For each output position, its first input and one weight an input; weights of a position sum to 1.</summary>
internal sealed class FilterWeights
{
    private FilterWeights(int[] first, float[] weights, int taps) => (First, Weights, Taps) = (first, weights, taps);

    public int[] First { get; }

    /// <summary>Position × <see cref="Taps"/>, zeros behind the last used.</summary>
    public float[] Weights { get; }

    public int Taps { get; }

    public ReadOnlySpan<float> Of(int position) => Weights.AsSpan(position * Taps, Taps);

    public static FilterWeights Create(int from, int to, ResizeFilter filter)
    {
        var scale = (double)from / to;
        var stretch = Math.Max(scale, 1);
        var support = (filter == ResizeFilter.Area ? 0.5 : 1.0) * stretch;
        var taps = Math.Min(from, (int)Math.Ceiling(support) * 2 + 1);
        var (first, weights) = (new int[to], new float[to * taps]);
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var start = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(from, (int)(centre + support + 0.5));
            // Room for all taps, so that inner loops need no bounds.
            first[i] = Math.Min(start, from - taps);
            Fill(weights.AsSpan(i * taps, taps), first[i], start, end, centre, stretch, filter);
        }

        return new(first, weights, taps);
    }

    private static void Fill(Span<float> weights, int first, int start, int end, double centre, double stretch, ResizeFilter filter)
    {
        var sum = 0.0;
        for (var at = start; at < end; at++)
            sum += Value((at + 0.5 - centre) / stretch, filter);
        for (var at = start; at < end && at - first < weights.Length; at++)
            weights[at - first] = (float)(Value((at + 0.5 - centre) / stretch, filter) / sum);
    }

    private static double Value(double x, ResizeFilter filter) => filter switch
    {
        ResizeFilter.Area => x is > -0.5 and <= 0.5 ? 1 : 0,
        _ => Math.Max(0, 1 - Math.Abs(x)),
    };
}
