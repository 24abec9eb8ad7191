using Classifier.Core;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Ocr.Detection;
using CsCheck;

namespace Classifier.Pipeline.Tests.Ocr;

public sealed class GeometryTests
{
    private static readonly Gen<PointD> Points = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], (x, y) => new PointD(x, y));

    [Fact]
    public void Hull_holds_every_point_and_turns_one_way() => Points.List[1, 40].Sample(points =>
    {
        var hull = ConvexHull.Of([.. points]);
        for (var i = 0; i < hull.Count && hull.Count > 2; i++)
        {
            var (a, b) = (hull[i], hull[(i + 1) % hull.Count]);
            foreach (var p in points) Assert.True((b - a).Cross(p - a) >= 0);
        }
        foreach (var corner in hull) Assert.Contains(corner, points);
    });

    [Fact]
    public void Box_holds_every_point_and_is_no_larger_than_the_upright_one() => Points.List[1, 40].Sample(points =>
    {
        var box = MinimumAreaBox.Around(ConvexHull.Of([.. points]));
        foreach (var p in points)
        {
            var offset = p - box.Origin;
            Assert.InRange(offset.Dot(box.Along), -1e-6, box.Width + 1e-6);
            Assert.InRange(offset.Dot(box.Down), -1e-6, box.Height + 1e-6);
        }
        var upright = (points.Max(p => p.X) - points.Min(p => p.X)) * (points.Max(p => p.Y) - points.Min(p => p.Y));
        Assert.True(box.Width * box.Height <= upright + 1e-6);
        Assert.True(box.Along.X >= Math.Abs(box.Along.Y) - 1e-9);
    });

    [Fact]
    public void Half_turn_twice_and_quarter_turn_four_times_change_nothing()
    {
        var box = new RotatedBox(new(3, 4), new(0.8, 0.6), new(-0.6, 0.8), 20, 7);
        Assert.True((box.HalfTurn().HalfTurn().Origin - box.Origin).Length < 1e-9);
        var turned = box.QuarterTurn().QuarterTurn().QuarterTurn().QuarterTurn();
        Assert.True((turned.Origin - box.Origin).Length < 1e-9);
        Assert.Equal(box.Width, turned.Width, 9);
        Assert.True((box.QuarterTurn().QuarterTurn().Origin - box.HalfTurn().Origin).Length < 1e-9);
    }

    [Fact]
    public void Finder_grows_a_block_back_by_the_ratio_and_drops_specks_and_doubts()
    {
        var map = new float[60 * 100];
        Fill(map, 20, 30, 10, 60, 0.9f);
        Fill(map, 50, 51, 50, 51, 0.9f);
        Fill(map, 40, 46, 80, 95, 0.4f);
        var (box, score) = Assert.Single(BoxFinder.Find(map, 60, 100, new OcrOptions()));
        Assert.Equal(0.9, score, 2);
        var (width, height) = (49.0, 9.0);
        var growth = width * height * 1.5 / (2 * (width + height));
        Assert.Equal(width + 2 * growth, box.Width, 6);
        Assert.Equal(height + 2 * growth, box.Height, 6);
    }

    [Fact]
    public void Lines_stand_row_by_row_from_the_left()
    {
        PixelBox[] boxes = [new(200, 12, 50, 20), new(10, 60, 50, 20), new(10, 10, 50, 20)];
        Assert.Equal([boxes[2], boxes[0], boxes[1]], LineOrder.Sort(boxes, b => b));
    }

    private static void Fill(float[] map, int top, int bottom, int left, int right, float value)
    {
        for (var y = top; y < bottom; y++) map.AsSpan(y * 100 + left, right - left).Fill(value);
    }
}
