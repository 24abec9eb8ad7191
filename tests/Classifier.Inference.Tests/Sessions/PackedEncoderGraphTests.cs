using Classifier.Core;
using Classifier.Inference.Sessions;
using Classifier.Inference.Tests.Support;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Inference.Tests.Sessions;

public sealed class PackedEncoderGraphTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Load_refuses_in_one_line_when_the_file_is_cut_off_or_garbage()
    {
        var whole = TinyEncoder.Build();
        var garbage = new byte[5000];
        new Random(3).NextBytes(garbage);
        foreach (var content in new[] { [], whole[..1], whole[..(whole.Length / 2)], whole[..^1], garbage, [.. garbage, .. whole] })
            AssertRefused(content, "cannot be loaded on cpu");
    }

    [Fact]
    public void Load_never_crashes_when_bytes_of_a_graph_are_changed()
    {
        var whole = TinyEncoder.Build();
        var random = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            var bent = (byte[])whole.Clone();
            for (var i = 0; i < 1 + round % 5; i++) bent[random.Next(bent.Length)] = (byte)random.Next(256);
            try
            {
                using var graph = PackedEncoderGraph.Load(_directory.File($"{round}.onnx", bent), TinyModels.Manifest(), new("cpu", 1));
            }
            catch (ClassifierException e)
            {
                Assert.Equal(ErrorKind.Configuration, e.Kind);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void Load_refuses_when_the_number_of_logits_is_not_the_manifests() =>
        AssertRefused(TinyEncoder.Build(outputs: 3), "gives 3 logits, the manifest names 2 outputs");

    [Fact]
    public void Load_refuses_when_an_input_is_none_of_the_familys() =>
        AssertRefused(TinyEncoder.Build(extraInput: "token_type_ids"), "input 'token_type_ids' is none of this family's");

    [Fact]
    public void Load_refuses_when_the_file_is_missing()
    {
        var e = Assert.Throws<ClassifierException>(() => PackedEncoderGraph.Load(Path.Combine(_directory.Path, "none.onnx"), TinyModels.Manifest(), new("cpu", 1)));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
    }

    [Fact]
    public void Load_refuses_cuda_in_one_line_when_this_build_has_none()
    {
        if (OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider")) Assert.Skip("This build has the CUDA package.");
        var path = _directory.File("tiny.onnx", TinyEncoder.Build());
        var e = Assert.Throws<ClassifierException>(() => PackedEncoderGraph.Load(path, TinyModels.Manifest(), new("cuda", 1)));
        Assert.Contains("cannot be loaded on cuda", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private void AssertRefused(byte[] content, string reason)
    {
        var path = _directory.File($"{Guid.NewGuid():n}.onnx", content);
        var e = Assert.Throws<ClassifierException>(() => PackedEncoderGraph.Load(path, TinyModels.Manifest(), new("cpu", 1)));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
