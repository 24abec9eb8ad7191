using Microsoft.ML.OnnxRuntime;

namespace Classifier.ModelBuilder.Tests;

/// <summary>Runs a packed graph on CPU.</summary>
internal sealed class GraphRunner : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();

    public GraphRunner(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("optimization.disable_specified_optimizers", "SkipLayerNormFusion;BiasGeluFusion");
        _session = new InferenceSession(path, options);
    }

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    /// <summary>The logits of texts that are run as one batch.</summary>
    /// <param name="extra">Columns of padding beyond the longest text.</param>
    public float[][] Run(IReadOnlyList<int[]> texts, int extra = 0)
    {
        int count = texts.Count, length = texts.Max(t => t.Length) + extra, total = texts.Sum(t => t.Length);
        long[] ids = new long[total], positions = new long[total], pad = new long[count * length], unpad = new long[total];
        var mask = new int[count * length];
        var pool = new float[count * total];
        for (int b = 0, start = 0; b < count; start += texts[b++].Length)
            for (var s = 0; s < texts[b].Length; s++)
            {
                ids[start + s] = texts[b][s];
                positions[start + s] = s;
                unpad[start + s] = b * length + s;
                pad[b * length + s] = start + s;
                mask[b * length + s] = 1;
                pool[b * total + start + s] = 1f / texts[b].Length;
            }
        var inputs = new Dictionary<string, OrtValue>
        {
            ["ids"] = OrtValue.CreateTensorValueFromMemory(ids, [total]),
            ["pos"] = OrtValue.CreateTensorValueFromMemory(positions, [total]),
            ["pad"] = OrtValue.CreateTensorValueFromMemory(pad, [count, length]),
            ["mask"] = OrtValue.CreateTensorValueFromMemory(mask, [count, length]),
            ["unpad"] = OrtValue.CreateTensorValueFromMemory(unpad, [total]),
            ["pool"] = OrtValue.CreateTensorValueFromMemory(pool, [count, total]),
        };
        try
        {
            using var results = _session.Run(_options, inputs, ["logits"]);
            return [.. results[0].GetTensorDataAsSpan<float>().ToArray().Chunk((int)results[0].GetTensorTypeAndShape().Shape[1])];
        }
        finally
        {
            foreach (var input in inputs.Values) input.Dispose();
        }
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }
}
