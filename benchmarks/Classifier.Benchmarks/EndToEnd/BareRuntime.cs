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
        var inputs = batches.Select(b => PackedInputs.Of(b)).ToArray();
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

    /// <summary>One run; its results are thrown away.</summary>
    public void Run(Dictionary<string, OrtValue> input)
    {
        using var results = _session.Run(_run, input, _session.OutputNames);
    }
}
