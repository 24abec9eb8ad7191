namespace Classifier.Fingerprint.Tests.Pictures;

/// <summary>Waves, blocks and noise from whole numbers alone, so that another language draws the same: see tests/data/fingerprint.</summary>
internal static class GeneratedPicture
{
    public static Picture Draw(int width, int height, uint seed)
    {
        var (w, h) = ((uint)width, (uint)height);
        var rgb = new byte[width * height * 3];
        var (state, kind, i) = (seed, seed % 7 + 1, 0);
        for (var y = 0u; y < h; y++)
            for (var x = 0u; x < w; x++)
                for (var c = 0u; c < 3; c++)
                {
                    state = state * 1664525u + 1013904223u;
                    var wave = x * (c + 2) * kind * 64 / w + y * (4 - c) * (8 - kind) * 64 / h;
                    var block = (x * 8 / w * 37 + y * 8 / h * 101 + kind * 53) % 3 * 40;
                    rgb[i++] = (byte)(wave % 128 / 2 + block + (state >> 27));
                }

        return new Picture(rgb, width, height);
    }

    /// <summary>Bytes without any order.</summary>
    public static Picture Noise(int width, int height, int seed)
    {
        var rgb = new byte[width * height * 3];
        new Random(seed).NextBytes(rgb);
        return new Picture(rgb, width, height);
    }
}
