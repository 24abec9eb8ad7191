using Classifier.Inference.Batching;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Classifier.Inference.Sessions;

/// <summary>
/// Runs packed batches of token sequences: token ids in, one row of logits a sequence out. Memory of inputs and outputs is
/// kept from run to run. For one thread at a time; dispose it before its graph.
/// </summary>
public sealed class PackedEncoderSession : IBatchRunner<ReadOnlyMemory<int>, float[]>, IDisposable
{
    private readonly PackedEncoderGraph _graph;
    private readonly PackedInput[] _inputs;
    private readonly TensorBuffer _logits;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _run = new();

    internal PackedEncoderSession(PackedEncoderGraph graph)
    {
        _graph = graph;
        _inputs = [.. graph.Session.InputMetadata.Select(i => new PackedInput(i.Key, i.Value.ElementDataType))];
        _logits = new(graph.OutputType, rank: 2);
        _binding = graph.Session.CreateIoBinding();
    }

    private ModelManifest Manifest => _graph.Manifest;

    /// <summary>Scores sequences of 1 to <see cref="LimitsManifest.MaxLength"/> ids.</summary>
    /// <param name="results">Logits in the order of <see cref="ModelManifest.Outputs"/>.</param>
    /// <returns>B × S.</returns>
    /// <exception cref="ModelFaultException">The run failed or a logit is not a finite number.</exception>
    public int Run(ReadOnlySpan<ReadOnlyMemory<int>> items, Span<float[]> results)
    {
        if (items.IsEmpty) return 0;
        var (tokens, longest) = (0, 0);
        foreach (var item in items)
        {
            if (item.IsEmpty || item.Length > Manifest.Limits.MaxLength) throw new ModelFaultException(Manifest.Id, "a sequence is empty or too long");
            tokens += item.Length;
            longest = Math.Max(longest, item.Length);
        }
        var columns = _graph.Settings.OnDevice ? Bucket(Manifest.Limits.Buckets, longest) : longest;
        try
        {
            foreach (var input in _inputs) input.Fill(items, tokens, columns, _binding, bindAlways: _graph.Settings.OnDevice);
            if (_logits.Reshape(items.Length, Manifest.Outputs.Count)) _binding.BindOutput(PackedEncoderGraph.OutputName, _logits.Value);
            _graph.Session.RunWithBinding(_run, _binding);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFaultException(Manifest.Id, "the run failed: " + OneLine.Of(e.Message), e);
        }
        Collect(results[..items.Length]);
        return items.Length * columns;
    }

    public void Dispose()
    {
        _binding.Dispose();
        _run.Dispose();
        foreach (var input in _inputs) input.Dispose();
        _logits.Dispose();
    }

    /// <summary>The smallest bucket that holds a length; shapes on a device stay few.</summary>
    internal static int Bucket(IReadOnlyList<int> buckets, int length)
    {
        foreach (var bucket in buckets)
            if (bucket >= length) return bucket;
        return length;
    }

    private void Collect(Span<float[]> results)
    {
        var outputs = Manifest.Outputs.Count;
        for (var i = 0; i < results.Length; i++)
        {
            var row = new float[outputs];
            for (var o = 0; o < outputs; o++)
            {
                var at = i * outputs + o;
                row[o] = _logits.Type == TensorElementType.Float ? _logits.AsSpan<float>()[at] : (float)_logits.AsSpan<Half>()[at];
                if (!float.IsFinite(row[o])) throw new ModelFaultException(Manifest.Id, $"output '{Manifest.Outputs[o].Name}' is not a finite number");
            }
            results[i] = row;
        }
    }
}
