using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Tests;

/// <summary>A network of the same family with invented weights, small enough to build and run in milliseconds.</summary>
internal static class TinyModel
{
    public const int Vocabulary = 50, Positions = 24, Hidden = 64, FeedForward = 96, Layers = 2;

    /// <summary>Writes a weights folder; the same arguments give the same weights.</summary>
    /// <param name="outputs">Heads.</param>
    /// <param name="gain">Size of the linear layers' weights.</param>
    public static string Write(TemporaryFolder folder, int outputs = 3, int seed = 1, float gain = 0.15f)
    {
        var random = new Random(seed);
        var tuned = new Dictionary<string, (TensorType, int[], Func<byte[]>)>();
        Plain(tuned, random, "enc." + TensorNames.PositionEmbeddings, 0.1f, Positions, Hidden);
        Plain(tuned, random, "enc." + TensorNames.TokenTypeEmbeddings, 0.1f, 2, Hidden);
        Norm(tuned, random, TensorNames.EmbeddingNorm);
        for (var i = 0; i < Layers; i++)
        {
            var layer = TensorNames.Layer(i);
            foreach (var part in TensorNames.QueryKeyValue) Linear(tuned, random, "enc." + layer + part, gain, Hidden, Hidden);
            Linear(tuned, random, "enc." + layer + TensorNames.AttentionOutput, gain, Hidden, Hidden);
            Norm(tuned, random, layer + TensorNames.AttentionNorm);
            Linear(tuned, random, "enc." + layer + TensorNames.Intermediate, gain, FeedForward, Hidden);
            Linear(tuned, random, "enc." + layer + TensorNames.Output, gain, Hidden, FeedForward);
            Norm(tuned, random, layer + TensorNames.OutputNorm);
        }
        Linear(tuned, random, TensorNames.HeadDense, gain, outputs * Hidden, Hidden);
        Plain(tuned, random, TensorNames.HeadOut, 0.3f, outputs, Hidden);
        Plain(tuned, random, TensorNames.HeadBias, 0.3f, outputs);

        var words = new Dictionary<string, (TensorType, int[], Func<byte[]>)>();
        Packed(words, random, TensorNames.WordEmbeddings, "q4", 0.15f, Vocabulary, Hidden);
        var files = new WeightFiles(folder.File(WeightFiles.FineTunedName), folder.File(WeightFiles.BaseName), folder.File(WeightFiles.RangesName));
        SafeTensorsWriter.Write(files.FineTuned, tuned);
        SafeTensorsWriter.Write(files.Base, words);
        using var weights = EncoderWeights.Open([files.FineTuned, files.Base]);
        ActivationRanges.Write(files.Ranges, new Reference.ReferenceEncoder(weights).Ranges(Texts(seed, 40)));
        return folder.Path;
    }

    /// <summary>Invented texts of 1 to <see cref="Positions"/> tokens.</summary>
    public static int[][] Texts(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(1, Positions + 1)).Select(_ => random.Next(Vocabulary)).ToArray())];
    }

    private static void Norm(Dictionary<string, (TensorType, int[], Func<byte[]>)> tensors, Random random, string name)
    {
        Plain(tensors, random, $"enc.{name}.weight", 0.4f, Hidden);
        Plain(tensors, random, $"enc.{name}.bias", 0.3f, Hidden);
    }

    private static void Linear(Dictionary<string, (TensorType, int[], Func<byte[]>)> tensors, Random random, string name, float gain, int rows, int columns)
    {
        Packed(tensors, random, name + ".weight", "q8", gain, rows, columns);
        Plain(tensors, random, name + ".bias", 0.1f, rows);
    }

    private static void Plain(Dictionary<string, (TensorType, int[], Func<byte[]>)> tensors, Random random, string name, float size, params int[] shape)
    {
        var values = Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (Half)(size * (random.NextSingle() * 2 - 0.5f))).ToArray();
        tensors[name] = (TensorType.F16, shape, () => TensorBytes.Of<Half>(values));
    }

    private static void Packed(Dictionary<string, (TensorType, int[], Func<byte[]>)> tensors, Random random, string name, string format, float size, int rows, int columns)
    {
        var q4 = format == "q4";
        var packed = new byte[rows * columns / (q4 ? 2 : 1)];
        random.NextBytes(packed);
        var scales = Enumerable.Range(0, rows * columns / BlockFormats.BlockSize).Select(_ => (Half)(size / (q4 ? 8 : 128) * (0.5f + random.NextSingle()))).ToArray();
        tensors[$"{name}.{format}"] = (q4 ? TensorType.U8 : TensorType.I8, [rows, packed.Length / rows], () => packed);
        tensors[name + ".scale"] = (TensorType.F16, [rows, columns / BlockFormats.BlockSize], () => TensorBytes.Of<Half>(scales));
    }
}
