namespace Classifier.Imaging.Tensors;

/// <summary>From a byte v of a channel to (v / 255 − mean) / deviation.</summary>
public sealed record Normalisation
{
    private readonly float[] _scale;
    private readonly float[] _shift;

    /// <param name="mean">One a plane; of values from 0 to 1.</param>
    /// <param name="deviation">One a plane; none of them 0.</param>
    /// <param name="bgr">Planes are blue, green, red instead of red, green, blue.</param>
    public Normalisation(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, bool bgr = false)
    {
        IsBgr = bgr;
        ArgumentOutOfRangeException.ThrowIfNotEqual(mean.Length, 3);
        ArgumentOutOfRangeException.ThrowIfNotEqual(deviation.Length, 3);
        ArgumentOutOfRangeException.ThrowIfEqual(deviation.Contains(0), true, nameof(deviation));
        _scale = [1 / (255 * deviation[0]), 1 / (255 * deviation[1]), 1 / (255 * deviation[2])];
        _shift = [-mean[0] / deviation[0], -mean[1] / deviation[1], -mean[2] / deviation[2]];
    }

    /// <summary>0 to 1.</summary>
    public static Normalisation Unit { get; } = new([0, 0, 0], [1, 1, 1]);

    /// <summary>−1 to 1.</summary>
    public static Normalisation Signed { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>ImageNet's mean and deviation, as most published classifiers have it.</summary>
    public static Normalisation ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    public bool IsBgr { get; }

    /// <summary>Offset of a plane's byte in a pixel of red, green, blue.</summary>
    public int Channel(int plane) => IsBgr ? 2 - plane : plane;

    /// <summary>value = byte × scale + shift.</summary>
    public (float Scale, float Shift) Linear(int plane) => (_scale[plane], _shift[plane]);
}
