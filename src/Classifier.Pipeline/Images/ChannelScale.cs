namespace Classifier.Pipeline.Images;

/// <summary>How bytes become a graph's numbers: plane p is (byte / 255 − mean) / deviation of one channel.</summary>
/// <param name="Bgr">Planes are blue, green, red instead of red, green, blue.</param>
public sealed record ChannelScale(bool Bgr, float Mean0, float Mean1, float Mean2, float Deviation0, float Deviation1, float Deviation2)
{
    /// <summary>Means and deviations of ImageNet, in the order of the planes.</summary>
    public static ChannelScale ImageNet(bool bgr) => new(bgr, 0.485f, 0.456f, 0.406f, 0.229f, 0.224f, 0.225f);

    /// <summary>From −1 to 1.</summary>
    public static ChannelScale Symmetric(bool bgr) => new(bgr, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);

    /// <summary>Offset of a plane's channel in a pixel of red, green, blue.</summary>
    public int Channel(int plane) => Bgr ? 2 - plane : plane;

    /// <summary>value = byte · Factor + Offset.</summary>
    public (float Factor, float Offset) Linear(int plane)
    {
        var (mean, deviation) = plane switch
        {
            0 => (Mean0, Deviation0),
            1 => (Mean1, Deviation1),
            _ => (Mean2, Deviation2),
        };
        return (1 / (255 * deviation), -mean / deviation);
    }
}
