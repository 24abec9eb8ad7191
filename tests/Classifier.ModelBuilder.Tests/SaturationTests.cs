using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Onnx;
using CsCheck;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Tests;

/// <summary>
/// Without VNNI an unsigned × signed product is <c>vpmaddubsw</c>: neighbours along K are multiplied and added with saturation at
/// 16 bits (Intel SDM). It is computed here as that instruction does, so this needs no such processor.
/// </summary>
public sealed class SaturationTests
{
    [Fact]
    public void Avx2_graph_never_saturates_whatever_the_activations_are()
    {
        foreach (var weight in Int8Weights(GraphTarget.CpuInt8Avx2))
        {
            Assert.Equal(0, Saturations(weight, Extreme));
            Gen.Byte.Array[weight.In].Sample(x => Saturations(weight, (_, k) => x[k]) == 0, iter: 20);
        }
    }

    [Fact]
    public void Vnni_graph_would_saturate_without_vnni_which_is_why_there_are_two() =>
        Assert.Contains(Int8Weights(GraphTarget.CpuInt8), weight => Saturations(weight, Extreme) > 0);

    [Fact]
    public void Graphs_use_all_the_bits_that_they_have()
    {
        Assert.All(Int8Weights(GraphTarget.CpuInt8), w => Assert.Equal(127, w.Values.Max(v => Math.Abs((int)v))));
        Assert.All(Int8Weights(GraphTarget.CpuInt8Avx2), w => Assert.Equal(63, w.Values.Max(v => Math.Abs((int)v))));
    }

    [Fact]
    public void Avx2_graph_computes_the_same_as_exact_arithmetic_at_the_extremes()
    {
        var linear = new Linear([.. Enumerable.Repeat(1f, 64)], [0], 1, 64);
        var (weights, scales) = ColumnQuantiser.Quantise(linear, ColumnQuantiser.SevenBits);
        int exact = 0, saturating = 0;
        for (var k = 0; k < 64; k += 2)
        {
            exact += 255 * weights[k] + 255 * weights[k + 1];
            saturating += MultiplyAdd(255, weights[k], 255, weights[k + 1]);
        }
        Assert.Equal(exact, saturating);
        Assert.Equal(255 * 64, exact * scales[0], 1e-1);
    }

    // For every output the activations that push its pairs furthest: 255 where the weight's sign agrees with the first of the pair.
    private static byte Extreme(sbyte[] column, int k) => (column[k] >= 0) == (column[k & ~1] >= 0) ? (byte)255 : (byte)0;

    private static int Saturations((sbyte[] Values, int In, int Out) weight, Func<sbyte[], int, byte> activation)
    {
        var count = 0;
        for (var o = 0; o < weight.Out; o++)
        {
            var column = Enumerable.Range(0, weight.In).Select(k => weight.Values[k * weight.Out + o]).ToArray();
            for (var k = 0; k + 1 < weight.In; k += 2)
            {
                byte x = activation(column, k), y = activation(column, k + 1);
                if (MultiplyAdd(x, column[k], y, column[k + 1]) != x * column[k] + y * column[k + 1]) count++;
            }
        }
        return count;
    }

    private static int MultiplyAdd(byte x, sbyte a, byte y, sbyte b) => Math.Clamp(x * a + y * b, short.MinValue, short.MaxValue);

    private static List<(sbyte[] Values, int In, int Out)> Int8Weights(GraphTarget target)
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder);
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(ModelBuild.Build(folder.Path, target, folder.File("g.onnx")).Path));
        var weights = model.Graph.Initializer.Where(t => t.DataType == DataType.Int8)
            .Select(t => (t.RawData.ToByteArray().Select(b => (sbyte)b).ToArray(), (int)t.Dims[0], (int)t.Dims[1])).ToList();
        Assert.Equal(4 * TinyModel.Layers, weights.Count);
        return weights;
    }
}
