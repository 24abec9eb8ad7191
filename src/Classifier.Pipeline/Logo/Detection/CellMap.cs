using Classifier.Inference;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Logo.Detection;

/// <summary>What the graph said of one picture, cell by cell.</summary>
internal sealed class CellMap
{
    private readonly float[] _objectness;
    private readonly float[] _embedding;
    private readonly float[] _box;

    /// <param name="manifest">Names the order of the outputs.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <exception cref="ModelFaultException">An output has another shape than the family says.</exception>
    public CellMap(ModelManifest manifest, ImageOutputs outputs, int height, int width)
    {
        (Rows, Columns) = (height / LogoManifest.CellSide, width / LogoManifest.CellSide);
        _objectness = Find(manifest, outputs, LogoManifest.ObjectnessOutput, 1);
        _embedding = Find(manifest, outputs, LogoManifest.EmbeddingOutput, LogoManifest.Dimensions);
        _box = Find(manifest, outputs, LogoManifest.BoxOutput, 4);
    }

    public int Rows { get; }
    public int Columns { get; }
    public int Count => Rows * Columns;

    /// <summary>How sure the graph is that a logo stands around a cell.</summary>
    public float Logit(int cell) => _objectness[cell];

    /// <summary>Of a cell's middle, in pixels of the input.</summary>
    public (double X, double Y) Centre(int cell) => (((cell % Columns) + 0.5) * LogoManifest.CellSide, ((cell / Columns) + 0.5) * LogoManifest.CellSide);

    /// <summary>In pixels of the input; sides that turn inside out are pulled to the middle.</summary>
    public Box Box(int cell)
    {
        var (x, y) = Centre(cell);
        double Distance(int side) => Math.Max(0, _box[(side * Count) + cell]);
        return new(x - Distance(0), y - Distance(1), x + Distance(2), y + Distance(3));
    }

    /// <summary>Of unit length.</summary>
    public float[] Embedding(int cell)
    {
        var values = new float[LogoManifest.Dimensions];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _embedding[(i * Count) + cell];
            sum += (double)values[i] * values[i];
        }
        if (sum == 0) return values;
        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < values.Length; i++) values[i] = (float)(values[i] * scale);
        return values;
    }

    private float[] Find(ModelManifest manifest, ImageOutputs outputs, string name, int channels)
    {
        var graph = manifest.Graphs[0];
        for (var i = 0; i < graph.Outputs.Count; i++)
        {
            if (graph.Outputs[i].Name != name) continue;
            var tensor = outputs.Tensors[i];
            if (tensor.Shape.SequenceEqual([channels, Rows, Columns])) return tensor.Values;
        }
        throw new ModelFaultException(manifest.Id, $"output '{name}' is not {channels} values a cell");
    }
}
