namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>Pixels to PDQ's 64 × 64 samples of blurred luminance.</summary>
internal sealed class PdqDownscaler
{
    private const int Side = PdqTransform.Side;

    private float[] _first = [];
    private float[] _second = [];

    /// <summary>0.299 R + 0.587 G + 0.114 B in floats, added from the left.</summary>
    public static void Luminance(ReadOnlySpan<byte> rgb, Span<float> luminance)
    {
        for (var i = 0; i < rgb.Length / 3; i++)
            luminance[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];
    }

    public void Downscale(ReadOnlySpan<byte> rgb, int width, int height, Span<float> samples)
    {
        var count = width * height;
        if (_first.Length < count) (_first, _second) = (new float[count], new float[count]);
        Luminance(rgb, _first);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var row = 0; row < height; row++) Box(_first, _second, row * width, width, 1);
            for (var column = 0; column < width; column++) Box(_second, _first, column, height, width);
        }

        for (var i = 0; i < Side; i++)
            for (var j = 0; j < Side; j++)
                samples[i * Side + j] = _first[(int)((i + 0.5) * height / Side) * width + (int)((j + 0.5) * width / Side)];
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
}
