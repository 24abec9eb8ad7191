using Classifier.Core;
using Classifier.ModelBuilder.Images;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.ModelBuilder.Tests.Images;

public sealed class CellGraphTests
{
    private const int Side = 64, Rows = Side / CellGraph.Stride, Dimensions = 8, Mixed = 12;

    [Fact]
    public void Outputs_are_those_of_the_network_in_plain_loops()
    {
        using var folder = new TemporaryFolder();
        var weights = Weights(3);
        var pixels = Noise(5, 1, Side, Side);
        var got = Run(folder, weights, pixels, 1, Side, Side);

        double[][] planes = [.. Enumerable.Range(0, 3).Select(c => pixels.Skip(c * Side * Side).Take(Side * Side).Select(v => (double)v).ToArray())];
        var stages = new ReferenceLite0(weights).Stages(planes, Side);
        double[][] seen = [.. stages[3].Select(Halved), .. stages[5], .. stages[6].Select(Doubled)];
        var mixed = Convolve(weights, "mix", seen, true);
        var embedding = Convolve(weights, "embed", mixed, false);
        var found = Convolve(weights, "find", mixed, true);
        var box = Convolve(weights, "box", found, false);
        Same(Convolve(weights, "objectness", found, false), got.Objectness);
        Same([.. box.Select(c => c.Select(v => CellGraph.Stride * Math.Log(1 + Math.Exp(v))).ToArray())], got.Box);
        for (var cell = 0; cell < Rows * Rows; cell++)
        {
            var length = Math.Sqrt(embedding.Sum(c => c[cell] * c[cell]));
            for (var d = 0; d < Dimensions; d++) Assert.Equal(embedding[d][cell] / length, got.Embedding[(d * Rows * Rows) + cell], 2e-2);
        }
    }

    [Fact]
    public void Sides_may_differ_and_a_cell_is_sixteen_pixels()
    {
        using var folder = new TemporaryFolder();
        var got = Run(folder, Weights(4), Noise(6, 2, 96, 32), 2, 96, 32);
        Assert.Equal(2 * 6 * 2, got.Objectness.Length);
        Assert.Equal(4 * 2 * 6 * 2, got.Box.Length);
        Assert.All(got.Box, b => Assert.True(b >= 0));
    }

    [Fact]
    public void A_picture_has_the_same_cells_whatever_shares_its_batch()
    {
        using var folder = new TemporaryFolder();
        var pixels = Noise(7, 2, Side, Side);
        var together = Run(folder, Weights(4), pixels, 2, Side, Side);
        var alone = Run(folder, Weights(4), pixels[(pixels.Length / 2)..], 1, Side, Side);
        for (var i = 0; i < alone.Objectness.Length; i++) Assert.Equal(alone.Objectness[i], together.Objectness[alone.Objectness.Length + i], 1e-3f);
    }

    [Fact]
    public void The_trunk_alone_gives_the_third_and_the_fourth_stage()
    {
        using var folder = new TemporaryFolder();
        var weights = Weights(5);
        RandomLite0.Write(folder.File("weights.safetensors"), weights);
        CellGraph.WriteTrunk(folder.File("weights.safetensors"), folder.File("trunk.onnx"));
        var pixels = Noise(8, 1, Side, Side);
        using var session = new InferenceSession(folder.File("trunk.onnx"));
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, Side, Side]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["pixels"], [input], ["eighth", "sixteenth"]);
        double[][] planes = [.. Enumerable.Range(0, 3).Select(c => pixels.Skip(c * Side * Side).Take(Side * Side).Select(v => (double)v).ToArray())];
        var stages = new ReferenceLite0(weights).Stages(planes, Side);
        Same(stages[3], results[0].GetTensorDataAsSpan<float>().ToArray());
        Same(stages[4], results[1].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Weights_without_a_head_are_refused()
    {
        using var folder = new TemporaryFolder();
        var weights = Weights(4);
        Assert.True(weights.Remove("embed.bias"));
        RandomLite0.Write(folder.File("weights.safetensors"), weights);
        var failure = Assert.Throws<ClassifierException>(() => CellGraph.Write(folder.File("weights.safetensors"), folder.File("g.onnx")));
        Assert.Contains("embed.bias", failure.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, (int[] Shape, float[] Values)> Weights(int seed)
    {
        var weights = RandomLite0.Make(seed);
        var random = new Random(seed);
        foreach (var (name, output, input, kernel) in ((string, int, int, int)[])[("mix", Mixed, 40 + 112 + 192, 1), ("embed", Dimensions, Mixed, 1), ("find", 6, Mixed, 3), ("objectness", 1, 6, 1), ("box", 4, 6, 1)])
        {
            float[] Values(int count, double spread) => [.. Enumerable.Range(0, count).Select(_ => (float)(Half)((random.NextDouble() - .5) * spread))];
            weights[name + ".weight"] = ([output, input, kernel, kernel], Values(output * input * kernel * kernel, 3 / Math.Sqrt(input * kernel * kernel)));
            weights[name + ".bias"] = ([output], Values(output, 1));
        }
        return weights;
    }

    private static (float[] Objectness, float[] Embedding, float[] Box) Run(TemporaryFolder folder, Dictionary<string, (int[], float[])> weights, float[] pixels, int count, int height, int width)
    {
        RandomLite0.Write(folder.File("weights.safetensors"), weights);
        CellGraph.Write(folder.File("weights.safetensors"), folder.File("cells.onnx"));
        using var session = new InferenceSession(folder.File("cells.onnx"));
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [count, 3, height, width]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["pixels"], [input], ["objectness", "embedding", "box"]);
        Assert.Equal([count, Dimensions, height / CellGraph.Stride, width / CellGraph.Stride], results[1].GetTensorTypeAndShape().Shape);
        return (results[0].GetTensorDataAsSpan<float>().ToArray(), results[1].GetTensorDataAsSpan<float>().ToArray(), results[2].GetTensorDataAsSpan<float>().ToArray());
    }

    // Folded weights are rounded to float16, one part in 2,000 each, and up to fifteen blocks follow one another.
    private static void Same(double[][] expected, float[] got)
    {
        Assert.Equal(expected.Sum(c => c.Length), got.Length);
        var at = 0;
        foreach (var value in expected.SelectMany(c => c))
        {
            Assert.True(Math.Abs(value - got[at]) < .03 * (1 + Math.Abs(value)), $"{at}: {got[at]}, expected {value}");
            at++;
        }
    }

    private static double[][] Convolve(Dictionary<string, (int[] Shape, float[] Values)> weights, string name, double[][] x, bool rectify)
    {
        var (shape, values) = weights[name + ".weight"];
        var (kernel, half) = (shape[2], shape[2] / 2);
        return [.. Enumerable.Range(0, shape[0]).Select(o => Enumerable.Range(0, Rows * Rows).Select(cell =>
        {
            double sum = weights[name + ".bias"].Values[o];
            for (var i = 0; i < shape[1]; i++)
                for (var k = 0; k < kernel * kernel; k++)
                {
                    var (row, column) = (cell / Rows + k / kernel - half, cell % Rows + k % kernel - half);
                    if (row is >= 0 and < Rows && column is >= 0 and < Rows) sum += x[i][row * Rows + column] * values[(o * shape[1] + i) * kernel * kernel + k];
                }
            return rectify ? Math.Max(0, sum) : sum;
        }).ToArray())];
    }

    private static double[] Halved(double[] plane)
    {
        const int side = 2 * Rows;
        return [.. Enumerable.Range(0, Rows * Rows).Select(c => (Row: c / Rows * 2, Column: c % Rows * 2)).Select(p =>
            (plane[p.Row * side + p.Column] + plane[p.Row * side + p.Column + 1] + plane[(p.Row + 1) * side + p.Column] + plane[(p.Row + 1) * side + p.Column + 1]) / 4)];
    }

    private static double[] Doubled(double[] plane) => [.. Enumerable.Range(0, Rows * Rows).Select(c => plane[c / Rows / 2 * (Rows / 2) + c % Rows / 2])];

    private static float[] Noise(int seed, int count, int height, int width)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * 3 * height * width).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
