using System.Globalization;
using System.Runtime.InteropServices;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Tests.Images;

/// <summary>A state dict of EfficientNet-lite0 with random values, of sizes that keep activations alive through all stages.</summary>
internal static class RandomLite0
{
    public static readonly (int Repeats, int Kernel, int Stride, int Expansion, int In, int Out)[] Stages =
    [
        (1, 3, 1, 1, 32, 16), (2, 3, 2, 6, 16, 24), (2, 5, 2, 6, 24, 40), (3, 3, 2, 6, 40, 80), (3, 5, 1, 6, 80, 112), (4, 5, 2, 6, 112, 192), (1, 3, 1, 6, 192, 320),
    ];

    public static Dictionary<string, (int[] Shape, float[] Values)> Make(int seed)
    {
        var random = new Random(seed);
        var tensors = new Dictionary<string, (int[], float[])>(StringComparer.Ordinal);
        void Convolution(string name, string norm, int outputs, int inputs, int kernel)
        {
            float[] Values(int count, Func<float> value) => [.. Enumerable.Range(0, count).Select(_ => (float)(Half)value())];
            float Normal() => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
            var spread = MathF.Sqrt(2f / (inputs * kernel * kernel));
            tensors[name + ".weight"] = ([outputs, inputs, kernel, kernel], Values(outputs * inputs * kernel * kernel, () => Normal() * spread));
            tensors[norm + ".weight"] = ([outputs], Values(outputs, () => .8f + .4f * random.NextSingle()));
            tensors[norm + ".bias"] = ([outputs], Values(outputs, () => .3f * Normal()));
            tensors[norm + ".running_mean"] = ([outputs], Values(outputs, () => .1f * Normal()));
            tensors[norm + ".running_var"] = ([outputs], Values(outputs, () => .5f + random.NextSingle()));
        }

        Convolution("_conv_stem", "_bn0", 32, 3, 3);
        var block = 0;
        foreach (var (repeats, kernel, _, expansion, first, output) in Stages)
        {
            for (var (r, input) = (0, first); r < repeats; r++, block++, input = output)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"_blocks.{block}.");
                if (expansion > 1) Convolution(name + "_expand_conv", name + "_bn0", input * expansion, input, 1);
                Convolution(name + "_depthwise_conv", name + "_bn1", input * expansion, 1, kernel);
                Convolution(name + "_project_conv", name + "_bn2", output, input * expansion, 1);
            }
        }
        return tensors;
    }

    public static void Write(string path, Dictionary<string, (int[] Shape, float[] Values)> tensors) =>
        SafeTensorsWriter.Write(path, tensors.ToDictionary(t => t.Key, t => (TensorType.F16, t.Value.Shape,
            (Func<byte[]>)(() => MemoryMarshal.AsBytes(Array.ConvertAll(t.Value.Values, v => (Half)v).AsSpan()).ToArray()))));
}
