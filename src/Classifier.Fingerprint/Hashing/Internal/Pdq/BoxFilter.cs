namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// One axis of PDQ's box filter and of its sampling (Meta's <c>computeJaroszFilterWindowSize</c>, <c>box1DFloat</c> and
/// <c>decimateFloat</c>): output i is a running sum that has gained input i + Lead and lost input i − Lag, in this order, over the
/// number of inputs left in it. Inputs outside are zero, which changes no sum.
/// </summary>
internal sealed class BoxFilter
{
    private const int Side = PdqTransform.Side;

    private float[] _counts = [];

    public int Length { get; private set; }

    public int Lead { get; private set; }

    public int Lag { get; private set; }

    public int Window => Lead + Lag;

    /// <summary>Inputs in the window at each output; past the end 1.</summary>
    public ReadOnlySpan<float> Counts => _counts.AsSpan(0, Padded);

    /// <summary>Length of <see cref="Counts"/>.</summary>
    public int Padded { get; private set; }

    /// <summary>The 64 outputs that are wanted, ascending; some repeat on an axis of fewer than 64 pixels.</summary>
    public int[] Samples { get; } = new int[Side];

    /// <param name="length">Pixels along the axis, at least 1.</param>
    /// <param name="padded">Counts to provide, at least as many.</param>
    public void Fit(int length, int padded)
    {
        (Length, Padded) = (length, padded);
        var window = (length + 2 * Side - 1) / (2 * Side);
        var half = (window + 2) / 2;
        (Lead, Lag) = (half - 1, window - half + 1);
        if (_counts.Length < padded) _counts = new float[padded];
        for (var i = 0; i < padded; i++)
            _counts[i] = i < length ? Math.Min(i + Lead, length - 1) - Math.Max(i - Lag + 1, 0) + 1 : 1;
        for (var i = 0; i < Side; i++)
            Samples[i] = (int)((i + 0.5) * length / Side);
    }
}
