using Classifier.Core;
using Classifier.ModelBuilder.Images;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.ModelBuilder.Tests.Images;

public sealed class CropGraphTests
{
    private const int Side = 32;

    [Fact]
    public void Blocks_follow_each_other_without_gap_and_cover_a_branch()
    {
        var at = 0;
        foreach (var (_, _, start, count) in CropGraph.Blocks())
        {
            Assert.Equal(at, start);
            at += count;
        }
        Assert.Equal(CropGraph.StatisticsOf(1), at);
        Assert.Equal(2 * at, CropGraph.StatisticsOf(2));
        Assert.Equal([0, 1, 2], CropGraph.Blocks().Where(b => b.Correlations).Select(b => b.Stage));
    }

    [Fact]
    public void Statistics_are_those_of_the_network_in_plain_loops()
    {
        using var folder = new TemporaryFolder();
        var weights = RandomLite0.Make(3);
        var pixels = Noise(5, 1);
        var got = Statistics(folder, weights, [Front.Plain], pixels, 1)[0];

        double[][] planes = [.. Enumerable.Range(0, 3).Select(c => pixels.Skip(c * Side * Side).Take(Side * Side).Select(v => (double)v).ToArray())];
        var stages = new ReferenceLite0(weights).Stages(planes, Side);
        Assert.Equal(stages.Count, CropGraph.Blocks().Count(b => !b.Correlations));
        foreach (var (stage, correlations, start, count) in CropGraph.Blocks())
        {
            var expected = correlations ? Correlations(stages[stage]) : MeansThenDeviations(stages[stage]);
            Assert.Equal(count, expected.Count);
            // Folded weights are rounded to float16, one part in 2,000 each, and sixteen blocks follow one another.
            for (var i = 0; i < count; i++) Assert.True(Math.Abs(expected[i] - got[start + i]) < .02 * (1 + Math.Abs(expected[i])), $"stage {stage}, {i}: {got[start + i]}, expected {expected[i]}");
        }
    }

    [Fact]
    public void A_crop_has_the_same_statistics_whatever_shares_its_batch()
    {
        using var folder = new TemporaryFolder();
        var weights = RandomLite0.Make(3);
        var pixels = Noise(7, 3);
        var together = Statistics(folder, weights, [Front.Plain, Front.Residual], pixels, 3);
        for (var n = 0; n < 3; n++)
        {
            var alone = Statistics(folder, weights, [Front.Plain, Front.Residual], pixels[(n * 3 * Side * Side)..((n + 1) * 3 * Side * Side)], 1)[0];
            for (var i = 0; i < alone.Length; i++) Assert.Equal(alone[i], together[n][i], 1e-3f);
        }
    }

    [Fact]
    public void The_residual_branch_does_not_see_a_ramp()
    {
        using var folder = new TemporaryFolder();
        var ramp = new float[3 * Side * Side];
        for (var i = 0; i < ramp.Length; i++) ramp[i] = i % Side / 100f + i / Side % Side / 200f;
        var weights = RandomLite0.Make(3);
        var count = CropGraph.StatisticsOf(1);
        var flat = Statistics(folder, weights, [Front.Plain, Front.Residual], new float[ramp.Length], 1)[0];
        var seen = Statistics(folder, weights, [Front.Plain, Front.Residual], ramp, 1)[0];
        // Beyond the border are zeros, so the residual of the border itself differs: compare how far, not whether.
        double Apart(int from) => Enumerable.Range(from, 32).Sum(i => Math.Abs(seen[i] - flat[i]));
        Assert.True(Apart(count) < Apart(0), $"{Apart(count)} against {Apart(0)}");
    }

    [Fact]
    public void The_logit_is_the_head_on_the_statistics()
    {
        using var folder = new TemporaryFolder();
        var weights = RandomLite0.Make(4);
        var pixels = Noise(9, 2);
        var statistics = Statistics(folder, weights, [Front.Plain], pixels, 2);
        var random = new Random(1);
        float[] Values(Func<float> value) => [.. Enumerable.Range(0, CropGraph.StatisticsOf(1)).Select(_ => value())];
        var head = new LinearHead(Values(random.NextSingle), Values(() => 5 * random.NextSingle()), Values(() => random.NextSingle() - .5f), -.25f, 1.5f);
        var path = folder.File("scored.onnx");
        CropGraph.Write(folder.File("weights.safetensors"), [Front.Plain], Side, head, path);
        var logits = Run(path, pixels, 2, 1);
        for (var n = 0; n < 2; n++)
        {
            var expected = -.25 + statistics[n].Select((v, i) => Math.Clamp(((double)v - head.Mean[i]) * head.Scale[i], -1.5, 1.5) * head.Weights[i]).Sum();
            Assert.Equal(expected, logits[n][0], 1e-2);
        }
        Assert.NotEqual(logits[0][0], logits[1][0]);
    }

    [Theory]
    [InlineData("2,4,7", "")]
    [InlineData("0,1,2,3,4,5,6", "")]
    [InlineData("", "1")]
    [InlineData("6", "0,2")]
    public void What_the_head_does_not_read_is_not_computed_and_the_logit_stays(string moments, string correlations)
    {
        using var folder = new TemporaryFolder();
        RandomLite0.Write(folder.File("weights.safetensors"), RandomLite0.Make(4));
        var pixels = Noise(9, 2);
        var random = new Random(1);
        // Two branches that read different things: the second only its last stage.
        var (count, weights) = (CropGraph.StatisticsOf(2), new float[CropGraph.StatisticsOf(2)]);
        foreach (var (stage, correlated, start, length) in CropGraph.Blocks())
            if ((correlated ? correlations : moments).Split(',').Contains($"{stage}"))
                for (var i = 0; i < length; i++) weights[start + i] = random.NextSingle() - .5f;
        for (var i = count - 640; i < count; i++) weights[i] = random.NextSingle() - .5f;
        float[] Values(Func<float> value) => [.. Enumerable.Range(0, count).Select(_ => value())];
        var head = new LinearHead(Values(random.NextSingle), Values(random.NextSingle), weights, .5f, 2);
        // A whisper of weight on everything keeps everything.
        var all = head with { Weights = [.. weights.Select(w => w == 0 ? 1e-30f : w)] };
        Front[] fronts = [Front.Plain, Front.Residual];
        CropGraph.Write(folder.File("weights.safetensors"), fronts, Side, all, folder.File("all.onnx"));
        CropGraph.Write(folder.File("weights.safetensors"), fronts, Side, head, folder.File("some.onnx"));

        var (expected, got) = (Run(folder.File("all.onnx"), pixels, 2, 1), Run(folder.File("some.onnx"), pixels, 2, 1));
        for (var n = 0; n < 2; n++) Assert.Equal(expected[n][0], got[n][0], 1e-4f);
        Assert.True(new FileInfo(folder.File("some.onnx")).Length < new FileInfo(folder.File("all.onnx")).Length);
        var read = LinearHead.Read(folder.File("all.onnx"), 2);
        Assert.Equal([.. all.Mean, .. all.Scale, .. all.Weights, all.Bias, all.Limit], (float[])[.. read.Mean, .. read.Scale, .. read.Weights, read.Bias, read.Limit]);
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => LinearHead.Read(folder.File("some.onnx"), 2)).Kind);
    }

    [Fact]
    public void A_graph_without_a_head_is_refused_where_one_is_read()
    {
        using var folder = new TemporaryFolder();
        RandomLite0.Write(folder.File("weights.safetensors"), RandomLite0.Make(4));
        CropGraph.Write(folder.File("weights.safetensors"), [Front.Plain], Side, null, folder.File("a.onnx"));
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => LinearHead.Read(folder.File("a.onnx"), 1)).Kind);
    }

    [Fact]
    public void The_same_weights_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        RandomLite0.Write(folder.File("weights.safetensors"), RandomLite0.Make(4));
        foreach (var name in (string[])["a.onnx", "b.onnx"]) CropGraph.Write(folder.File("weights.safetensors"), [Front.Plain, Front.Residual], Side, null, folder.File(name));
        Assert.Equal(File.ReadAllBytes(folder.File("a.onnx")), File.ReadAllBytes(folder.File("b.onnx")));
    }

    [Fact]
    public void Weights_without_a_tensor_are_refused()
    {
        using var folder = new TemporaryFolder();
        var weights = RandomLite0.Make(4);
        Assert.True(weights.Remove("_blocks.9._bn1.running_var"));
        RandomLite0.Write(folder.File("weights.safetensors"), weights);
        var failure = Assert.Throws<ClassifierException>(() => CropGraph.Write(folder.File("weights.safetensors"), [Front.Plain], Side, null, folder.File("g.onnx")));
        Assert.Contains("_blocks.9._bn1.running_var", failure.Message, StringComparison.Ordinal);
    }

    private static float[] Noise(int seed, int crops)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, crops * 3 * Side * Side).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static float[][] Statistics(TemporaryFolder folder, Dictionary<string, (int[], float[])> weights, Front[] fronts, float[] pixels, int crops)
    {
        RandomLite0.Write(folder.File("weights.safetensors"), weights);
        var path = folder.File("statistics.onnx");
        CropGraph.Write(folder.File("weights.safetensors"), fronts, Side, null, path);
        return Run(path, pixels, crops, CropGraph.StatisticsOf(fronts.Length));
    }

    private static float[][] Run(string path, float[] pixels, int crops, int width)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(path, options);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [crops, 3, Side, Side]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["pixels"], [input], [session.OutputNames[0]]);
        Assert.Equal([crops, width], results[0].GetTensorTypeAndShape().Shape);
        return [.. results[0].GetTensorDataAsSpan<float>().ToArray().Chunk(width)];
    }

    private static List<double> MeansThenDeviations(double[][] channels) =>
        [.. channels.Select(c => c.Average()), .. channels.Select(Deviation)];

    private static List<double> Correlations(double[][] channels)
    {
        var units = channels.Select(Unit).ToList();
        var result = new List<double>();
        for (var a = 0; a < units.Count; a++)
            for (var b = a + 1; b < units.Count; b++) result.Add(units[a].Zip(units[b], (p, q) => p * q).Average());
        return result;
    }

    private static double[] Unit(double[] values)
    {
        var (mean, deviation) = (values.Average(), Deviation(values));
        return [.. values.Select(v => (v - mean) / (deviation + 1e-3))];
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
