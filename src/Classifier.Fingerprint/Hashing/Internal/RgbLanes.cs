using System.Runtime.Intrinsics;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// How one channel of eight packed pixels is spread to 32-bit numbers: each half of a vector holds four pixels in its first 12
/// bytes, and byte 3 i + c becomes number i; 0x80 writes a zero.
/// </summary>
internal static class RgbLanes
{
    /// <summary>Bytes touched to load eight pixels as 16 bytes and, 12 behind, 16 more; the pixels are the first 24.</summary>
    public const int Reach = 28;

    public static readonly Vector256<byte> Reds = Spread(0);
    public static readonly Vector256<byte> Greens = Spread(1);
    public static readonly Vector256<byte> Blues = Spread(2);

    private static Vector256<byte> Spread(int channel)
    {
        Span<byte> places = stackalloc byte[32];
        places.Fill(0x80);
        for (var i = 0; i < 8; i++) places[4 * i] = (byte)(3 * (i % 4) + channel);
        return Vector256.Create<byte>(places);
    }
}
