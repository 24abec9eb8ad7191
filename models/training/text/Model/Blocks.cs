using System.Runtime.InteropServices;

namespace Classifier.Training.Text.Model;

/// <summary>Weights in blocks of 32 columns that share one float16 scale.</summary>
internal static class Blocks
{
    private const int Width = 32;

    public static float[] FromQ4(ReadOnlySpan<byte> packed, ReadOnlySpan<float> scales)
    {
        var values = new float[scales.Length * Width];
        for (var block = 0; block < scales.Length; block++)
        {
            for (var j = 0; j < Width / 2; j++)
            {
                var pair = packed[(block * Width / 2) + j];
                values[(block * Width) + j] = ((pair & 15) - 8) * scales[block];
                values[(block * Width) + j + (Width / 2)] = ((pair >> 4) - 8) * scales[block];
            }
        }

        return values;
    }

    public static float[] FromQ8(ReadOnlySpan<byte> bytes, ReadOnlySpan<float> scales)
    {
        var quants = MemoryMarshal.Cast<byte, sbyte>(bytes);
        var values = new float[quants.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = quants[i] * scales[i / Width];
        }

        return values;
    }

    /// <summary>Rounds with the scale as float16 will hold it, so that what is stored is the nearest to what is meant.</summary>
    public static (byte[] Quants, float[] Scales) ToQ8(ReadOnlySpan<float> values)
    {
        var quants = new byte[values.Length];
        var scales = new float[values.Length / Width];
        for (var block = 0; block < scales.Length; block++)
        {
            var slice = values.Slice(block * Width, Width);
            var largest = 0f;
            foreach (var value in slice)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            var scale = (float)(Half)(largest / 127f);
            scales[block] = scale;
            for (var j = 0; j < Width; j++)
            {
                var quant = scale == 0 ? 0 : (int)MathF.Round(slice[j] / scale);
                quants[(block * Width) + j] = (byte)(sbyte)Math.Clamp(quant, -127, 127);
            }
        }

        return (quants, scales);
    }
}
