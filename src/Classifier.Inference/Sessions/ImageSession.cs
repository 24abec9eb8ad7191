using Classifier.Inference.Batching;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Classifier.Inference.Sessions;

/// <summary>
/// Runs batches of pictures. Those of equal shape run together; nothing is padded here, so what a picture gets does not depend
/// on who shares its batch. For one thread at a time; dispose it before its graph.
/// </summary>
public sealed class ImageSession : IBatchRunner<ImageInput, ImageTensor[]>, IDisposable
{
    private readonly ImageGraph _graph;
    private readonly TensorBuffer _input = new(TensorElementType.Float, rank: 4);
    private readonly RunOptions _run = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly List<int> _group = [];

    internal ImageSession(ImageGraph graph)
    {
        _graph = graph;
        _inputNames = [graph.Manifest.Input];
        _outputNames = [.. graph.Manifest.Outputs.Select(o => o.Name)];
    }

    /// <param name="results">Tensors in the order of <see cref="ImageGraphManifest.Outputs"/>.</param>
    /// <returns>Pixels of all pictures.</returns>
    /// <exception cref="ModelFaultException">The run failed, or an output is not a finite number or has no row a picture.</exception>
    public int Run(ReadOnlySpan<ImageInput> items, Span<ImageTensor[]> results)
    {
        var pixels = 0;
        for (var first = 0; first < items.Length; first++)
        {
            pixels += items[first].Pixels;
            if (IsGrouped(items, first)) continue;
            _group.Clear();
            for (var i = first; i < items.Length; i++)
                if (SameShape(items[first], items[i])) _group.Add(i);
            RunGroup(items, results);
        }
        return pixels;
    }

    public void Dispose()
    {
        _run.Dispose();
        _input.Dispose();
    }

    private static bool SameShape(in ImageInput a, in ImageInput b) => a.Height == b.Height && a.Width == b.Width;

    /// <summary>An earlier picture of the same shape took this one with it.</summary>
    private static bool IsGrouped(ReadOnlySpan<ImageInput> items, int index)
    {
        for (var i = 0; i < index; i++)
            if (SameShape(items[i], items[index])) return true;
        return false;
    }

    private void RunGroup(ReadOnlySpan<ImageInput> items, Span<ImageTensor[]> results)
    {
        var shape = items[_group[0]];
        var size = ImageInput.Channels * shape.Pixels;
        try
        {
            _input.Reshape(_group.Count, ImageInput.Channels, shape.Height, shape.Width);
            for (var i = 0; i < _group.Count; i++)
            {
                if (items[_group[i]].Values.Length != size) throw Fault("a picture has another number of values than its shape");
                items[_group[i]].Values.Span.CopyTo(_input.AsSpan<float>()[(i * size)..]);
            }
            using var outputs = _graph.Session.Run(_run, _inputNames, [_input.Value!], _outputNames);
            foreach (var index in _group) results[index] = new ImageTensor[_outputNames.Length];
            for (var o = 0; o < _outputNames.Length; o++) Collect(outputs[o], o, results);
        }
        catch (OnnxRuntimeException e)
        {
            throw Fault("the run failed: " + OneLine.Of(e.Message), e);
        }
    }

    private void Collect(OrtValue output, int o, Span<ImageTensor[]> results)
    {
        var manifest = _graph.Manifest.Outputs[o];
        var dimensions = output.GetTensorTypeAndShape().Shape;
        if (dimensions.Length == 0 || dimensions[0] != _group.Count) throw Fault($"output '{manifest.Name}' has no row for each picture");
        int[] shape = [.. dimensions.Skip(1).Select(d => checked((int)d))];
        var values = output.GetTensorDataAsSpan<float>();
        var size = values.Length / _group.Count;
        for (var i = 0; i < _group.Count; i++)
        {
            var row = values.Slice(i * size, size);
            var tensor = manifest.Reduction == ImageReduction.ArgMax ? Reductions.ArgMax(row, shape) : new(shape, row.ToArray());
            if (!Reductions.AllFinite(tensor.Values)) throw Fault($"output '{manifest.Name}' is not a finite number");
            results[_group[i]][o] = tensor;
        }
    }

    private ModelFaultException Fault(string message, Exception? inner = null) => new(_graph.Model, message, inner);
}
