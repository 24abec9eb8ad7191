using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Headers;

/// <summary>Gate before any decoder: bytes, format, pixels and frames.</summary>
internal static class BoundedProbe
{
    public static ImageHeader Read(ReadOnlySpan<byte> encoded, Limits limits)
    {
        limits.CheckBytes(encoded.Length);
        var header = HeaderProbe.Read(encoded, limits.Frames);
        limits.Check(header);
        return header;
    }
}
