using Classifier.Benchmarks.EndToEnd;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Classifier.Peers;

/// <summary>The graph of docs/model-graph.md in one session of one thread, which allows concurrent runs.</summary>
internal sealed class PackedGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public PackedGraph(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("optimization.disable_specified_optimizers", "SkipLayerNormFusion;BiasGeluFusion");
        _session = new InferenceSession(path, options);
    }

    /// <summary>Logits of each text.</summary>
    public float[][] Run(int[][] texts)
    {
        var inputs = PackedInputs.Of(texts);
        try
        {
            using var outputs = _session.Run(_run, inputs, _session.OutputNames);
            var logits = outputs[0].GetTensorDataAsSpan<float>();
            var width = logits.Length / texts.Length;
            var rows = new float[texts.Length][];
            for (var b = 0; b < texts.Length; b++) rows[b] = logits.Slice(b * width, width).ToArray();
            return rows;
        }
        finally
        {
            foreach (var input in inputs.Values) input.Dispose();
        }
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
