using Classifier.Core;
using Classifier.ModelBuilder.Onnx;
using Classifier.ModelBuilder.Reference;
using Classifier.ModelBuilder.Weights;
using CsCheck;

namespace Classifier.ModelBuilder.Tests;

public sealed class PackedGraphTests
{
    public static TheoryData<GraphTarget, float> Targets => new()
    {
        { GraphTarget.CpuFp32, 1e-4f },
        { GraphTarget.CpuInt8, 0.15f },
        { GraphTarget.CpuInt8Avx2, 0.3f },
        { GraphTarget.CudaFp16, 2e-2f },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Graph_gives_the_logits_of_the_reference(GraphTarget target, float tolerance)
    {
        using var folder = new TemporaryFolder();
        using var graph = Run(folder, target);
        using var weights = Weights(folder);
        var reference = new ReferenceEncoder(weights);
        var texts = TinyModel.Texts(7, 30);
        var expected = texts.Select(t => reference.Logits(t)).ToArray();
        Assert.True(expected.Max(e => e.Max()) - expected.Min(e => e.Min()) > 0.5f, "The texts must differ for this to say something.");
        Assert.InRange(Distance.Max(expected, graph.Run(texts)), 0, tolerance);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Graph_gives_a_text_the_same_logits_in_any_batch(GraphTarget target, float unused)
    {
        _ = unused;
        using var folder = new TemporaryFolder();
        using var graph = Run(folder, target);
        Gen.Select(Gen.Int, Gen.Int[2, 12], Gen.Int[0, 9]).Sample((seed, count, extra) =>
        {
            var texts = TinyModel.Texts(seed, count);
            var alone = texts.Select(t => graph.Run([t])[0]).ToArray();
            Assert.InRange(Distance.Max(alone, graph.Run(texts, extra)), 0, 1e-4f);
            Array.Reverse(texts);
            Array.Reverse(alone);
            Assert.InRange(Distance.Max(alone, graph.Run(texts)), 0, 1e-4f);
        }, iter: 25, threads: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Graph_has_as_many_logits_as_the_weights_have_heads(int heads)
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder, heads);
        foreach (var target in GraphTargets.All)
        {
            var built = ModelBuild.Build(folder.Path, target, folder.File($"{target}.onnx"));
            Assert.Equal(heads, built.Outputs);
            using var graph = new GraphRunner(built.Path);
            Assert.Equal(heads, graph.Run([[1, 2, 3]])[0].Length);
            Assert.Equal([-1, heads], graph.Outputs["logits"].Dimensions);
            Assert.Equal(["ids", "mask", "pad", "pool", "pos", "unpad"], graph.Inputs.Keys.Order());
        }
    }

    [Fact]
    public void Build_gives_the_same_bytes_for_the_same_weights_and_others_for_others()
    {
        using TemporaryFolder one = new(), two = new(), other = new();
        TinyModel.Write(one);
        TinyModel.Write(two);
        TinyModel.Write(other, seed: 2);
        foreach (var target in GraphTargets.All)
        {
            var first = ModelBuild.Build(one.Path, target, one.File("g.onnx"));
            Assert.Equal(first.Sha256, ModelBuild.Build(two.Path, target, two.File("elsewhere/g.onnx")).Sha256);
            Assert.Equal(first.Sha256, ModelBuild.Build(one.Path, target, one.File("g.onnx")).Sha256);
            Assert.Equal(first.Sha256, ModelBuild.Sha256(first.Path));
            Assert.Equal(first.Bytes, new FileInfo(first.Path).Length);
            Assert.NotEqual(first.Sha256, ModelBuild.Build(other.Path, target, other.File("g.onnx")).Sha256);
        }
        Assert.Empty(Directory.EnumerateFiles(one.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void Graph_writes_every_value_once_and_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder);
        foreach (var target in GraphTargets.All)
        {
            var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(ModelBuild.Build(folder.Path, target, folder.File("g.onnx")).Path)).Graph;
            var known = graph.Input.Select(v => v.Name).Concat(graph.Initializer.Select(t => t.Name)).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(graph.Input.Count + graph.Initializer.Count, known.Count);
            var used = new HashSet<string>(StringComparer.Ordinal) { "logits" };
            foreach (var node in graph.Node)
            {
                Assert.All(node.Input.Where(i => i.Length > 0), input => Assert.Contains(input, known));
                Assert.All(node.Output, output => Assert.True(known.Add(output), output));
                used.UnionWith(node.Input);
            }
            Assert.Empty(known.Except(used).Except(graph.Input.Select(v => v.Name)));
        }
    }

    [Fact]
    public void Build_without_a_tensor_names_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder);
        File.Delete(folder.File(WeightFiles.BaseName));
        SafeTensorsWriter.Write(folder.File(WeightFiles.BaseName), new Dictionary<string, (TensorType, int[], Func<byte[]>)>());
        var e = Assert.Throws<ClassifierException>(() => ModelBuild.Build(folder.Path, GraphTarget.CpuFp32, folder.File("g.onnx")));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains("word_embeddings", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("g.onnx")));
    }

    [Fact]
    public void Build_refuses_ranges_of_another_network()
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder);
        ActivationRanges.Write(folder.File(WeightFiles.RangesName), [new LayerRanges([1], [1], [1])]);
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ModelBuild.Build(folder.Path, GraphTarget.CpuInt8, folder.File("g.onnx"))).Kind);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.onnx*"));
    }

    [Fact]
    public void Build_refuses_a_folder_or_an_output_that_cannot_be()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ModelBuild.Build(folder.File("none"), GraphTarget.CpuFp32, folder.File("g"))).Kind);
        TinyModel.Write(folder);
        File.WriteAllText(folder.File("file"), "");
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ModelBuild.Build(folder.Path, GraphTarget.CpuFp32, folder.File("file/g.onnx"))).Kind);
    }

    [Fact]
    public void Parse_reads_every_name_and_refuses_others()
    {
        foreach (var target in GraphTargets.All) Assert.Equal(target, GraphTargets.Parse(target.Name()));
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => GraphTargets.Parse("CpuInt8")).Kind);
    }

    private static GraphRunner Run(TemporaryFolder folder, GraphTarget target)
    {
        TinyModel.Write(folder);
        return new GraphRunner(ModelBuild.Build(folder.Path, target, folder.File("g.onnx")).Path);
    }

    private static EncoderWeights Weights(TemporaryFolder folder) => EncoderWeights.Open([folder.File(WeightFiles.FineTunedName), folder.File(WeightFiles.BaseName)]);
}
