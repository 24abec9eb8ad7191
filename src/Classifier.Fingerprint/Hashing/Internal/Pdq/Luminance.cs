using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>0.299 R + 0.587 G + 0.114 B in floats, each product rounded, added from the left: Meta's luminance.</summary>
internal static unsafe class Luminance
{
    private const float Red = 0.299f;
    private const float Green = 0.587f;
    private const float Blue = 0.114f;

    public static void Of(ReadOnlySpan<byte> rgb, Span<float> luminance)
    {
        for (var i = 0; i < rgb.Length / 3; i++)
            luminance[i] = Of(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
    }

    /// <summary>Eight pixels; reads <see cref="RgbLanes.Reach"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(byte* rgb)
    {
        if (!Avx2.IsSupported) return LoadSingly(rgb);
        var pixels = Vector256.Create(Vector128.Load(rgb), Vector128.Load(rgb + 12));
        var red = Avx.ConvertToVector256Single(Avx2.Shuffle(pixels, RgbLanes.Reds).AsInt32());
        var green = Avx.ConvertToVector256Single(Avx2.Shuffle(pixels, RgbLanes.Greens).AsInt32());
        var blue = Avx.ConvertToVector256Single(Avx2.Shuffle(pixels, RgbLanes.Blues).AsInt32());
        return red * Red + green * Green + blue * Blue;
    }

    /// <summary>As <see cref="Load"/>, without instructions of one processor.</summary>
    public static Vector256<float> LoadSingly(byte* rgb)
    {
        var eight = stackalloc float[8];
        for (var i = 0; i < 8; i++) eight[i] = Of(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
        return Vector256.Load(eight);
    }

    private static float Of(byte red, byte green, byte blue) => Red * red + Green * green + Blue * blue;
}
