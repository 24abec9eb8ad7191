using System.Security.Cryptography;
using Classifier.Core;
using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder;

/// <summary>Builds graphs from packed weights. Takes seconds; the same weights give the same bytes.</summary>
public static class ModelBuild
{
    /// <summary>Writes the graph for <paramref name="target"/>. The file appears whole or not at all.</summary>
    /// <param name="weightsDirectory">Holds the files that <see cref="WeightFiles"/> names.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: weights are missing, not valid or contradict each other, or the output cannot be written.</exception>
    public static BuiltGraph Build(string weightsDirectory, GraphTarget target, string outputPath) =>
        Build(WeightFiles.In(weightsDirectory), target, outputPath);

    /// <inheritdoc cref="Build(string, GraphTarget, string)"/>
    public static BuiltGraph Build(WeightFiles files, GraphTarget target, string outputPath)
    {
        using var weights = EncoderWeights.Open([files.FineTuned, files.Base]);
        var shape = EncoderShape.Of(weights);
        var graph = Create(files, target, weights, shape);
        var full = Path.GetFullPath(outputPath);
        // Unique, so that two processes that build the same graph at once don't write into each other's file.
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
                graph.Write(file, new Dictionary<string, string> { ["family"] = "packed-encoder", ["target"] = target.Name() });
            var sha256 = Sha256(temporary);
            File.Move(temporary, full, overwrite: true);
            return new BuiltGraph(full, sha256, new FileInfo(full).Length, shape.Outputs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClassifierException(ErrorKind.Configuration, $"The graph {Path.GetFileName(full)} cannot be written.", "output", inner: e);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    /// <summary>
    /// After its weights changed: takes activation ranges and golden logits anew (some 30 s), builds every variant that the manifest
    /// of <paramref name="modelDirectory"/> names into that folder and writes the checksums of all files into the manifest. Where
    /// nothing changed, nothing is written but graphs with the bytes that they had.
    /// </summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: a file is missing or not valid, or the manifest and the weights differ in the number of outputs.</exception>
    public static RefreshedModel Refresh(string modelDirectory) => ModelRefresh.Run(modelDirectory);

    /// <summary>A file's checksum as manifests write it.</summary>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static EncoderGraph Create(WeightFiles files, GraphTarget target, EncoderWeights weights, EncoderShape shape)
    {
        IDenseLayers Int8(LayerWeights layers, int limit) => new Int8DenseLayers(layers, shape, ActivationRanges.Read(files.Ranges), limit);
        return target switch
        {
            GraphTarget.CpuInt8 => new PlainEncoderGraph(weights, shape, layers => Int8(layers, ColumnQuantiser.EightBits)),
            GraphTarget.CpuInt8Avx2 => new PlainEncoderGraph(weights, shape, layers => Int8(layers, ColumnQuantiser.SevenBits)),
            GraphTarget.CpuFp32 => new PlainEncoderGraph(weights, shape, layers => new FloatDenseLayers(layers, shape)),
            GraphTarget.CudaFp16 => new FusedEncoderGraph(weights, shape),
            _ => throw new ArgumentOutOfRangeException(nameof(target)),
        };
    }
}
