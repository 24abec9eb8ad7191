using Classifier.ModelBuilder.Images;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Training.Logo.Measure;

/// <summary>What the graph says of one picture: rows × columns cells.</summary>
/// <param name="Objectness">Logit a cell.</param>
/// <param name="Embeddings">[cells, dimensions].</param>
/// <param name="Boxes">[cells, 4]: left, top, right, bottom of the box in pixels.</param>
internal sealed record Cells(int Rows, int Columns, float[] Objectness, float[] Embeddings, float[] Boxes);

/// <summary>The exported graph in ONNX Runtime: what is measured is what is served.</summary>
internal sealed class CellModel : IDisposable
{
    private readonly InferenceSession _session;

    public CellModel(string path, int threads)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new(path, settings);
        Dimensions = _session.OutputMetadata["embedding"].Dimensions[1];
    }

    public int Dimensions { get; }

    /// <summary>Pictures of one size, red, green, blue bytes; sides multiples of 32.</summary>
    public IEnumerable<Cells> Run(IReadOnlyList<byte[]> pictures, int width, int height)
    {
        var plane = width * height;
        var pixels = new float[pictures.Count * 3 * plane];
        for (var n = 0; n < pictures.Count; n++)
        {
            for (var i = 0; i < plane; i++)
            {
                for (var c = 0; c < 3; c++)
                {
                    pixels[((n * 3 + c) * plane) + i] = (pictures[n][(i * 3) + c] - 127f) / 128;
                }
            }
        }

        var (objectness, embedding, box) = Run(pixels, pictures.Count, width, height);
        var (rows, columns) = (height / CellGraph.Stride, width / CellGraph.Stride);
        var cells = rows * columns;
        for (var n = 0; n < pictures.Count; n++)
        {
            var embeddings = new float[cells * Dimensions];
            var boxes = new float[cells * 4];
            for (var cell = 0; cell < cells; cell++)
            {
                for (var d = 0; d < Dimensions; d++)
                {
                    embeddings[(cell * Dimensions) + d] = embedding[((n * Dimensions + d) * cells) + cell];
                }

                var (x, y) = ((cell % columns + .5f) * CellGraph.Stride, (cell / columns + .5f) * CellGraph.Stride);
                float Distance(int side) => box[((n * 4 + side) * cells) + cell];
                (boxes[cell * 4], boxes[(cell * 4) + 1], boxes[(cell * 4) + 2], boxes[(cell * 4) + 3]) = (x - Distance(0), y - Distance(1), x + Distance(2), y + Distance(3));
            }

            yield return new(rows, columns, objectness[(n * cells)..((n + 1) * cells)], embeddings, boxes);
        }
    }

    /// <summary>The outputs as the graph gives them.</summary>
    public (float[] Objectness, float[] Embedding, float[] Box) Run(float[] pixels, int count, int width, int height)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [count, 3, height, width]);
        using var run = new RunOptions();
        using var result = _session.Run(run, ["pixels"], [input], ["objectness", "embedding", "box"]);
        return (result[0].GetTensorDataAsSpan<float>().ToArray(), result[1].GetTensorDataAsSpan<float>().ToArray(), result[2].GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose() => _session.Dispose();
}
