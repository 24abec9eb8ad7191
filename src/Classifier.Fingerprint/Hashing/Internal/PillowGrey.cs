using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>Pillow's grey (libImaging/Convert.c, <c>L24</c>): (19595 R + 38470 G + 7471 B + 0x8000) / 65536 in whole numbers.</summary>
internal static class PillowGrey
{
    private const int Red = 19595;
    private const int Green = 38470;
    private const int Blue = 7471;
    private const int Half = 0x8000;

    public static void Of(ReadOnlySpan<byte> rgb, Span<int> grey)
    {
        var x = Avx2.IsSupported ? ByVectors(rgb, grey) : 0;
        for (; x < grey.Length; x++)
        {
            var pixel = rgb.Slice(3 * x, 3);
            grey[x] = (pixel[0] * Red + pixel[1] * Green + pixel[2] * Blue + Half) >> 16;
        }
    }

    private static int ByVectors(ReadOnlySpan<byte> rgb, Span<int> grey)
    {
        ref var first = ref MemoryMarshal.GetReference(rgb);
        var x = 0;
        for (; x * 3 + RgbLanes.Reach <= rgb.Length; x += 8)
        {
            var pixels = Vector256.Create(
                Vector128.LoadUnsafe(ref first, (nuint)(x * 3)), Vector128.LoadUnsafe(ref first, (nuint)(x * 3 + 12)));
            var red = Avx2.Shuffle(pixels, RgbLanes.Reds).AsInt32() * Red;
            var green = Avx2.Shuffle(pixels, RgbLanes.Greens).AsInt32() * Green;
            var blue = Avx2.Shuffle(pixels, RgbLanes.Blues).AsInt32() * Blue;
            ((red + green + blue + Vector256.Create(Half)) >> 16).CopyTo(grey[x..]);
        }

        return x;
    }
}
