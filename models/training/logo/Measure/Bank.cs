using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Scenes;
using SkiaSharp;

namespace Classifier.Training.Logo.Measure;

/// <summary>Reference embeddings: two rows a drawing, on white and on black.</summary>
/// <param name="Owners">Number of the brand of each row.</param>
internal sealed record Bank(int Dimensions, float[] Rows, int[] Owners)
{
    public const int Side = 160, Longer = 80;

    // The most logo-like of the 4 × 4 cells in the middle of the canvas' 10 × 10.
    private const int MiddleFrom = 3, MiddleTo = 6;
    private const int Batch = 16;

    public static Bank Make(CellModel model, IReadOnlyList<(int Owner, Art Art, Bitmap Bitmap)> arts)
    {
        var owners = arts.SelectMany(a => new[] { a.Owner, a.Owner }).ToArray();
        var rows = new float[owners.Length * model.Dimensions];
        var at = 0;
        foreach (var chunk in arts.SelectMany(a => new[] { SKColors.White, SKColors.Black }.Select(c => (a.Bitmap, a.Art, Colour: c))).Chunk(Batch))
        {
            var scenes = chunk.Select(c => Composer.Reference(Side, c.Bitmap, c.Art, 0, c.Colour, Longer).Pixels).ToList();
            foreach (var cells in model.Run(scenes, Side, Side))
            {
                Embedding(cells, model.Dimensions).CopyTo(rows.AsSpan(at++ * model.Dimensions));
            }
        }

        return new(model.Dimensions, rows, owners);
    }

    /// <summary>The same rows in the precision of the file.</summary>
    public Bank Rounded() => this with { Rows = [.. Rows.Select(v => (float)(Half)v)] };

    public byte[] Bytes() => MemoryMarshal.AsBytes(Rows.Select(v => (Half)v).ToArray().AsSpan()).ToArray();

    /// <summary>The nearest brand among those that are allowed.</summary>
    public (int Owner, float Cosine) Nearest(ReadOnlySpan<float> embedding, Func<int, bool>? allowed = null)
    {
        var best = (Owner: -1, Cosine: -2f);
        for (var row = 0; row < Owners.Length; row++)
        {
            if (allowed is not null && !allowed(Owners[row]))
            {
                continue;
            }

            var cosine = TensorPrimitives.Dot(embedding, Rows.AsSpan(row * Dimensions, Dimensions));
            if (cosine > best.Cosine)
            {
                best = (Owners[row], cosine);
            }
        }

        return best;
    }

    private static ReadOnlySpan<float> Embedding(Cells cells, int dimensions)
    {
        var best = -1;
        for (var i = MiddleFrom; i <= MiddleTo; i++)
        {
            for (var j = MiddleFrom; j <= MiddleTo; j++)
            {
                var cell = (i * cells.Columns) + j;
                best = best < 0 || cells.Objectness[cell] > cells.Objectness[best] ? cell : best;
            }
        }

        return cells.Embeddings.AsSpan(best * dimensions, dimensions);
    }
}
