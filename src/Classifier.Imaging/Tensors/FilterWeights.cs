namespace Classifier.Imaging.Tensors;

/// <summary>How output positions are mixed from input positions along one axis.</summary>
public enum ResizeFilter
{
    /// <summary>A triangle as wide as the scale, so that shrinking does not alias: Pillow's BILINEAR.</summary>
    Bilinear,

    /// <summary>The mean over the covered area, pixels at its edge by the part covered: OpenCV's INTER_AREA when shrinking.</summary>
    Area,
}

/// <summary>For each output position, its first input and one weight an input; weights of a position sum to 1.</summary>
internal sealed class FilterWeights
{
    private readonly float[] _weights;
    private readonly int _taps;

    private FilterWeights(int positions, int taps) => (First, _weights, _taps) = (new int[positions], new float[positions * taps], taps);

    public int[] First { get; }

    /// <summary>Weights of the inputs from <see cref="First"/> on; some at the ends may be 0.</summary>
    public Span<float> Of(int position) => _weights.AsSpan(position * _taps, _taps);

    public static FilterWeights Create(int from, int to, ResizeFilter filter)
    {
        var scale = (double)from / to;
        var radius = filter == ResizeFilter.Area ? scale / 2 : Math.Max(scale, 1);
        var taps = Math.Min(from, (int)Math.Ceiling(2 * radius) + 1);
        var weights = new FilterWeights(to, taps);
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            // Room for all taps, so that inner loops need no bounds.
            var first = Math.Clamp((int)Math.Floor(centre - radius), 0, from - taps);
            weights.First[i] = first;
            Fill(weights.Of(i), first, centre, radius, filter);
        }

        return weights;
    }

    private static void Fill(Span<float> weights, int first, double centre, double radius, ResizeFilter filter)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += Value(first + i, centre, radius, filter);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(Value(first + i, centre, radius, filter) / sum);
    }

    private static double Value(int at, double centre, double radius, ResizeFilter filter) => filter == ResizeFilter.Area
        ? Math.Max(0, Math.Min(at + 1, centre + radius) - Math.Max(at, centre - radius))
        : Math.Max(0, 1 - (Math.Abs(at + 0.5 - centre) / radius));
}
