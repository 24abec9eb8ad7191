namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>Whether a device computes what the processor does: 64 pictures, a search and a pairing of their hashes.</summary>
internal static class AcceleratorSelfTest
{
    public const int Pictures = 64;

    // A device may fuse a multiplication and an addition; a coefficient next to the median then changes sides.
    private const int PdqTolerance = 2;
    private const int QualityTolerance = 1;

    /// <summary>What is wrong, or null.</summary>
    public static string? Fault(IFingerprintCompute device, IFingerprintCompute host)
    {
        var hashes = new Hash256[Pictures];
        for (var i = 0; i < Pictures; i++)
        {
            var (width, height) = (5 + i * 3, 5 + i * 37 % 190);
            var rgb = Picture(width, height, (uint)i);
            var (expected, given) = (host.ComputePdq(rgb, width, height), device.ComputePdq(rgb, width, height));
            if (expected.Bits.HammingDistance(given.Bits) > PdqTolerance
                || Math.Abs(expected.Quality!.Value - (given.Quality ?? -1)) > QualityTolerance)
                return "a hash differs in the self-test";
            hashes[i] = expected.Bits;
        }

        var nearest = host.FindNearest(hashes, hashes.AsSpan(0, 4), 5, Hash256.BitCount);
        var given2 = device.FindNearest(hashes, hashes.AsSpan(0, 4), 5, Hash256.BitCount);
        for (var i = 0; i < nearest.Length; i++)
            if (!nearest[i].AsSpan().SequenceEqual(given2[i])) return "a search differs in the self-test";
        const int half = Hash256.BitCount / 2;
        return host.FindPairs(hashes, half).AsSpan().SequenceEqual(device.FindPairs(hashes, half))
            ? null
            : "a pairing differs in the self-test";
    }

    /// <summary>Waves and noise, from whole numbers alone.</summary>
    internal static byte[] Picture(int width, int height, uint seed)
    {
        var rgb = new byte[width * height * 3];
        var (state, i) = (seed * 2654435761u + 1, 0);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                {
                    state = state * 1664525u + 1013904223u;
                    var wave = (x * (3 + (int)(seed % 5) + c) * 64 / width + y * (7 - (int)(seed % 3)) * 64 / height) % 192;
                    rgb[i++] = (byte)(wave + (int)(state >> 27));
                }

        return rgb;
    }
}
