using System.Runtime.InteropServices;
using Classifier.Core;

namespace Classifier.ModelBuilder.Weights;

/// <summary>
/// The block formats of packed weights. A row is cut into blocks of 32 columns with one float16 scale each.
/// q8: int8, weight = q · scale. q4: 16 bytes a block, byte j holds weight j in its low and weight j + 16 in its high nibble,
/// weight = (nibble - 8) · scale.
/// </summary>
public static class BlockFormats
{
    public const int BlockSize = 32;

    /// <param name="packed">Rows × columns bytes.</param>
    /// <param name="scales">Rows × columns / 32, one a block.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the lengths do not match.</exception>
    public static float[] DecodeQ8(ReadOnlySpan<sbyte> packed, ReadOnlySpan<Half> scales)
    {
        if (packed.Length != scales.Length * BlockSize) throw Mismatch();
        var weights = new float[packed.Length];
        for (var block = 0; block < scales.Length; block++)
        {
            var scale = (float)scales[block];
            for (var i = block * BlockSize; i < (block + 1) * BlockSize; i++) weights[i] = packed[i] * scale;
        }
        return weights;
    }

    /// <param name="packed">Rows × columns / 2 bytes.</param>
    /// <param name="scales">Rows × columns / 32, one a block.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the lengths do not match.</exception>
    public static float[] DecodeQ4(ReadOnlySpan<byte> packed, ReadOnlySpan<Half> scales)
    {
        const int half = BlockSize / 2;
        if (packed.Length != scales.Length * half) throw Mismatch();
        var weights = new float[packed.Length * 2];
        for (var block = 0; block < scales.Length; block++)
        {
            var scale = (float)scales[block];
            for (var j = 0; j < half; j++)
            {
                var pair = packed[block * half + j];
                weights[block * BlockSize + j] = ((pair & 15) - 8) * scale;
                weights[block * BlockSize + half + j] = ((pair >> 4) - 8) * scale;
            }
        }
        return weights;
    }

    /// <summary>q4 in the order that ONNX Runtime's block-quantised operators read: weight 2j in the low nibble, 2j + 1 in the high one.</summary>
    public static byte[] InterleaveQ4(ReadOnlySpan<byte> packed)
    {
        const int half = BlockSize / 2;
        if (packed.Length % half != 0) throw Mismatch();
        var ordered = new byte[packed.Length];
        for (var start = 0; start < packed.Length; start += half)
            for (var j = 0; j < half; j++)
            {
                // Output byte j holds weights 2j and 2j + 1; both lie in the low nibbles for j < 8 and in the high ones after.
                int low = packed[start + 2 * j % half], high = packed[start + (2 * j + 1) % half];
                var shift = j < half / 2 ? 0 : 4;
                ordered[start + j] = (byte)(((low >> shift) & 15) | (((high >> shift) & 15) << 4));
            }
        return ordered;
    }

    internal static float[] ToSingle(ReadOnlySpan<byte> half)
    {
        var source = MemoryMarshal.Cast<byte, Half>(half);
        var result = new float[source.Length];
        for (var i = 0; i < source.Length; i++) result[i] = (float)source[i];
        return result;
    }

    private static ClassifierException Mismatch() =>
        new(ErrorKind.Configuration, "A packed tensor and its scales do not match in length.", "weights");
}
