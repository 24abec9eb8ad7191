using System.Runtime.InteropServices;
using Classifier.Core;
using Classifier.ModelBuilder.Onnx;

namespace Classifier.ModelBuilder.Images;

/// <summary>A linear head on standardised statistics.</summary>
/// <param name="Mean">[count] taken off.</param>
/// <param name="Scale">[count] multiplied with after that.</param>
/// <param name="Weights">[count]; 0 for what the head does not read.</param>
/// <param name="Limit">Standardised values are limited to this on either side, so that one strange number does not decide.</param>
public sealed record LinearHead(float[] Mean, float[] Scale, float[] Weights, float Bias, float Limit)
{
    /// <summary>The head of a graph that <see cref="CropGraph.Write"/> wrote with all statistics of so many branches.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the graph has no such head.</exception>
    public static LinearHead Read(string graph, int branches)
    {
        ModelProto model;
        using (var file = File.OpenRead(graph)) model = ModelProto.Parser.ParseFrom(file);
        float[] Values(string name) => model.Graph.Initializer.SingleOrDefault(i => i.Name == name) is { } constant
            ? MemoryMarshal.Cast<byte, float>(constant.RawData.Span).ToArray()
            : throw new ClassifierException(ErrorKind.Configuration, $"{Path.GetFileName(graph)} has no {name}.");
        var head = new LinearHead(Values("head.mean"), Values("head.scale"), Values("head.weights"), Values("head.bias")[0], Values("head.high")[0]);
        return head.Mean.Length == CropGraph.StatisticsOf(branches)
            ? head
            : throw new ClassifierException(ErrorKind.Configuration, $"The head of {Path.GetFileName(graph)} reads {head.Mean.Length} numbers and not all {CropGraph.StatisticsOf(branches)}.");
    }

    /// <summary>Whether any number of a block counts.</summary>
    internal bool Reads(Range block) => Weights.AsSpan(block).ContainsAnyExcept(0f);

    /// <summary>The head on those of the blocks that it reads, one after the other.</summary>
    internal LinearHead Only(IEnumerable<Range> blocks)
    {
        Range[] read = [.. blocks.Where(Reads)];
        float[] Of(float[] values) => [.. read.SelectMany(block => values[block])];
        return this with { Mean = Of(Mean), Scale = Of(Scale), Weights = Of(Weights) };
    }
}
