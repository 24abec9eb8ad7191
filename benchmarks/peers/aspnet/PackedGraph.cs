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
        int batch = texts.Length, longest = texts.Max(t => t.Length), total = texts.Sum(t => t.Length);
        long[] ids = new long[total], pos = new long[total], unpad = new long[total], pad = new long[batch * longest];
        var mask = new int[batch * longest];
        var pool = new float[batch * total];
        for (int b = 0, start = 0; b < batch; start += texts[b].Length, b++)
        {
            for (var i = 0; i < texts[b].Length; i++)
            {
                var (token, cell) = (start + i, b * longest + i);
                (ids[token], pos[token], unpad[token], pad[cell], mask[cell]) = (texts[b][i], i, cell, token, 1);
                pool[b * total + token] = 1f / texts[b].Length;
            }
        }
        var inputs = new Dictionary<string, OrtValue>
        {
            ["ids"] = OrtValue.CreateTensorValueFromMemory(ids, [total]),
            ["pos"] = OrtValue.CreateTensorValueFromMemory(pos, [total]),
            ["pad"] = OrtValue.CreateTensorValueFromMemory(pad, [batch, longest]),
            ["mask"] = OrtValue.CreateTensorValueFromMemory(mask, [batch, longest]),
            ["unpad"] = OrtValue.CreateTensorValueFromMemory(unpad, [total]),
            ["pool"] = OrtValue.CreateTensorValueFromMemory(pool, [batch, total]),
        };
        try
        {
            using var outputs = _session.Run(_run, inputs, _session.OutputNames);
            var logits = outputs[0].GetTensorDataAsSpan<float>();
            var width = logits.Length / batch;
            var rows = new float[batch][];
            for (var b = 0; b < batch; b++) rows[b] = logits.Slice(b * width, width).ToArray();
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
