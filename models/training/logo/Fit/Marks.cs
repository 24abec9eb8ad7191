using Classifier.Training.Logo.Net;
using Classifier.Training.Logo.Scenes;

namespace Classifier.Training.Logo.Fit;

/// <summary>What the cells of a scene should say: the logo's core is logo, the rest of its box is not counted.</summary>
/// <param name="Core">Cells of the core with left, top, right, bottom to the box; the nearest to the middle comes first.</param>
/// <param name="Counted">By cell: 0 where objectness is not counted.</param>
internal sealed record Marks(IReadOnlyList<(int Cell, float[] Distances)> Core, float[] Counted)
{
    private const float Middle = .25f, Border = 8;

    public static Marks Of(Scene scene, int h, int w)
    {
        var counted = new float[h * w];
        Array.Fill(counted, 1);
        if (scene.Brand < 0)
        {
            return new([], counted);
        }

        var near = new List<(double Far, int Cell, float[] Distances)>();
        var (left, top, right, bottom) = (scene.Box[0], scene.Box[1], scene.Box[2], scene.Box[3]);
        for (var cell = 0; cell < h * w; cell++)
        {
            var (x, y) = ((cell % w + .5f) * CellNet.Stride, (cell / w + .5f) * CellNet.Stride);
            if (x < left - Border || x > right + Border || y < top - Border || y > bottom + Border)
            {
                continue;
            }

            counted[cell] = 0;
            var far = Math.Max(Math.Abs(x - (left + right) / 2) / (right - left), Math.Abs(y - (top + bottom) / 2) / (bottom - top));
            near.Add((far, cell, [x - left, y - top, right - x, bottom - y]));
        }

        near.Sort((a, b) => a.Far.CompareTo(b.Far));
        var core = near.Where((n, k) => k == 0 || n.Far < Middle).Select(n => (n.Cell, n.Distances)).ToList();
        foreach (var (cell, _) in core)
        {
            counted[cell] = 1;
        }

        return new(core, counted);
    }
}

/// <summary>What a batch of cells is asked: rows of the batch and what they should say.</summary>
internal sealed class Asked
{
    public List<float> Target { get; } = [];

    public List<float> Weight { get; } = [];

    /// <summary>Rows whose box is known, and the boxes.</summary>
    public List<long> Cells { get; } = [];

    public List<float> Boxes { get; } = [];

    /// <summary>Rows whose brand is known, two a logo, and the brands.</summary>
    public List<long> Embedded { get; } = [];

    public List<long> Brands { get; } = [];

    /// <param name="cells">Cells of the scene that are the batch's next rows.</param>
    public void Add(Marks marks, int brand, IEnumerable<int> cells, Random random)
    {
        var rows = new Dictionary<int, long>();
        foreach (var cell in cells)
        {
            rows[cell] = Target.Count;
            Target.Add(marks.Core.Any(c => c.Cell == cell) ? 1 : 0);
            Weight.Add(marks.Counted[cell]);
        }

        var core = marks.Core.Where(c => rows.ContainsKey(c.Cell)).ToList();
        foreach (var (cell, distances) in core)
        {
            Cells.Add(rows[cell]);
            Boxes.AddRange(distances);
        }

        if (core.Count > 0 && brand != LossTerms.Nobody)
        {
            Embedded.AddRange([rows[core[0].Cell], rows[core[random.Next(core.Count)].Cell]]);
            Brands.AddRange([brand, brand]);
        }
    }
}
