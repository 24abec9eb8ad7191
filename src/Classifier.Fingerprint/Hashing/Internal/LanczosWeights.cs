namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// Weights of one axis of Pillow's Lanczos resize (libImaging/Resample.c): for each output pixel a run of input pixels and its
/// weights in fixed point with 22 bits behind the point.
/// </summary>
internal sealed class LanczosWeights
{
    public const int PrecisionBits = 22;
    private const double Lobes = 3.0;

    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly int[] _weights;
    private readonly int _stride;

    public LanczosWeights(int input, int output)
    {
        (Input, Output) = (input, output);
        (_starts, _lengths) = (new int[output], new int[output]);
        var scale = (double)input / output;
        var filterScale = Math.Max(scale, 1.0);
        var support = Lobes * filterScale;
        _stride = (int)Math.Ceiling(support) * 2 + 1;
        _weights = new int[output * _stride];
        Span<double> exact = new double[_stride];
        for (var i = 0; i < output; i++)
        {
            var centre = (i + 0.5) * scale;
            var start = Math.Max((int)(centre - support + 0.5), 0);
            var length = Math.Min((int)(centre + support + 0.5), input) - start;
            var total = 0.0;
            for (var x = 0; x < length; x++)
                total += exact[x] = Lanczos((x + start - centre + 0.5) * (1.0 / filterScale));
            (_starts[i], _lengths[i]) = (start, length);
            for (var x = 0; x < length; x++)
                _weights[i * _stride + x] = Fixed(total == 0.0 ? exact[x] : exact[x] / total);
        }
    }

    public int Input { get; }

    public int Output { get; }

    public int Start(int output) => _starts[output];

    public ReadOnlySpan<int> Weights(int output) => _weights.AsSpan(output * _stride, _lengths[output]);

    /// <summary>A sum of weighted pixels that began at half a unit, as a pixel.</summary>
    public static byte ToPixel(int sum) => (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);

    private static int Fixed(double weight) => (int)((weight < 0 ? -0.5 : 0.5) + weight * (1 << PrecisionBits));

    private static double Lanczos(double x) => x is >= -Lobes and < Lobes ? Sinc(x) * Sinc(x / Lobes) : 0.0;

    private static double Sinc(double x)
    {
        if (x == 0.0) return 1.0;
        x *= Math.PI;
        return Math.Sin(x) / x;
    }
}
