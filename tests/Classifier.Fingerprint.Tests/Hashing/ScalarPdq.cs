namespace Classifier.Fingerprint.Tests.Hashing;

/// <summary>
/// PDQ as Meta's C++ writes it: whole buffers, one pixel after the other (pdq/cpp/downscaling and pdq/cpp/hashing). The yardstick
/// of the fast path's bits and of its speed.
/// </summary>
public sealed class ScalarPdq
{
    private const int Side = 64;
    private const int LowSide = 16;
    private static readonly float[] Cosines = MakeCosines();

    private float[] _first = [];
    private float[] _second = [];

    /// <summary>64 × 64 samples of the last picture.</summary>
    public float[] Samples { get; } = new float[Side * Side];

    /// <summary>16 × 16 coefficients of the last picture.</summary>
    public float[] Coefficients { get; } = new float[LowSide * LowSide];

    public (Hash256 Hash, int Quality) Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        if (width < 5 || height < 5) return (default, 0);
        Downscale(rgb, width, height);
        Transform();
        return (Bits(), Quality());
    }

    private void Downscale(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var count = width * height;
        if (_first.Length < count) (_first, _second) = (new float[count], new float[count]);
        for (var i = 0; i < count; i++)
            _first[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];
        if (width == Side && height == Side)
        {
            _first.AsSpan(0, count).CopyTo(Samples);
            return;
        }

        for (var pass = 0; pass < 2; pass++)
        {
            for (var row = 0; row < height; row++) Box(_first, _second, row * width, width, 1);
            for (var column = 0; column < width; column++) Box(_second, _first, column, height, width);
        }

        for (var i = 0; i < Side; i++)
            for (var j = 0; j < Side; j++)
                Samples[i * Side + j] = _first[(int)((i + 0.5) * height / Side) * width + (int)((j + 0.5) * width / Side)];
    }

    private static void Box(float[] input, float[] output, int start, int length, int stride)
    {
        var window = (length + 2 * Side - 1) / (2 * Side);
        var half = (window + 2) / 2;
        int left = start, right = start, write = start, size = 0;
        var sum = 0f;
        for (var i = 0; i < half - 1; i++, right += stride, size++) sum += input[right];
        for (var i = 0; i < window - half + 1; i++, right += stride, write += stride)
        {
            sum += input[right];
            output[write] = sum / ++size;
        }

        for (var i = 0; i < length - window; i++, left += stride, right += stride, write += stride)
        {
            sum += input[right];
            sum -= input[left];
            output[write] = sum / size;
        }

        for (var i = 0; i < half - 1; i++, left += stride, write += stride)
        {
            sum -= input[left];
            output[write] = sum / --size;
        }
    }

    private void Transform()
    {
        var half = new float[LowSide * Side];
        for (var i = 0; i < LowSide; i++)
            for (var j = 0; j < Side; j++)
            {
                var sum = 0f;
                for (var k = 0; k < Side; k++) sum += Cosines[i * Side + k] * Samples[k * Side + j];
                half[i * Side + j] = sum;
            }

        for (var i = 0; i < LowSide; i++)
            for (var j = 0; j < LowSide; j++)
            {
                var sum = 0f;
                for (var k = 0; k < Side; k++) sum += half[i * Side + k] * Cosines[j * Side + k];
                Coefficients[i * LowSide + j] = sum;
            }
    }

    private Hash256 Bits()
    {
        var median = Coefficients.Order().ElementAt(LowSide * LowSide / 2 - 1);
        var words = new ulong[4];
        for (var k = 0; k < Coefficients.Length; k++)
            if (Coefficients[k] > median) words[k / 64] |= 1UL << (k % 64);
        return Hash256.FromWords(words);
    }

    private int Quality()
    {
        var gradient = 0;
        for (var i = 0; i < Side; i++)
            for (var j = 0; j < Side; j++)
            {
                if (i + 1 < Side) gradient += Step(Samples[i * Side + j], Samples[(i + 1) * Side + j]);
                if (j + 1 < Side) gradient += Step(Samples[i * Side + j], Samples[i * Side + j + 1]);
            }

        return Math.Min(gradient / 90, 100);
    }

    private static int Step(float u, float v) => Math.Abs((int)((u - v) * 100f / 255f));

    private static float[] MakeCosines()
    {
        var scale = (float)Math.Sqrt(2.0 / Side);
        return [.. from i in Enumerable.Range(0, LowSide)
                   from j in Enumerable.Range(0, Side)
                   select (float)(scale * Math.Cos(Math.PI / 2.0 / Side * (i + 1) * (2 * j + 1)))];
    }
}
