using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>ONNX Runtime by itself on a graph: prepared inputs, nothing around it. The yardstick. Runs may overlap.</summary>
internal sealed class BareRuntime : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public BareRuntime(string graph, int threads = 1)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        // The fusions that the server turns off too; see docs/onnx-runtime.md.
        options.AddSessionConfigEntry("optimization.disable_specified_optimizers", "SkipLayerNormFusion;BiasGeluFusion");
        _session = new InferenceSession(graph, options);
    }

    /// <summary>Median seconds of one run of each batch, and tokens a second over all of them.</summary>
    public (double MedianSeconds, double TokensPerSecond) Measure(IReadOnlyList<int[][]> batches, double seconds)
    {
        var inputs = batches.Select(b => Pack(b)).ToArray();
        var times = new List<double>();
        long tokens = 0;
        foreach (var input in inputs.Take(3)) Run(input);
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed.TotalSeconds < seconds || i < batches.Count; i++)
        {
            var start = clock.Elapsed;
            Run(inputs[i % inputs.Length]);
            times.Add((clock.Elapsed - start).TotalSeconds);
            tokens += batches[i % batches.Count].Sum(t => t.Length);
        }
        var elapsed = clock.Elapsed.TotalSeconds;
        times.Sort();
        foreach (var input in inputs.SelectMany(i => i.Values)) input.Dispose();
        return (times[times.Count / 2], tokens / elapsed);
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private void Run(Dictionary<string, OrtValue> input)
    {
        using var results = _session.Run(_run, input, _session.OutputNames);
    }

    /// <summary>The packed layout of docs/model-graph.md.</summary>
    private static Dictionary<string, OrtValue> Pack(int[][] texts)
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
        return new Dictionary<string, OrtValue>
        {
            ["ids"] = OrtValue.CreateTensorValueFromMemory(ids, [total]),
            ["pos"] = OrtValue.CreateTensorValueFromMemory(pos, [total]),
            ["pad"] = OrtValue.CreateTensorValueFromMemory(pad, [batch, longest]),
            ["mask"] = OrtValue.CreateTensorValueFromMemory(mask, [batch, longest]),
            ["unpad"] = OrtValue.CreateTensorValueFromMemory(unpad, [total]),
            ["pool"] = OrtValue.CreateTensorValueFromMemory(pool, [batch, total]),
        };
    }
}
