using Classifier.Core;

namespace Classifier.Pipeline.Ocr;

/// <summary>Puts boxes in the order in which a person reads: row by row, each from the left.</summary>
internal static class LineOrder
{
    /// <summary>Boxes whose centres lie less than half the smaller height apart stand in one row.</summary>
    private const double SameRow = 0.5;

    public static List<T> Sort<T>(IEnumerable<T> items, Func<T, PixelBox> boxOf)
    {
        var left = items.OrderBy(i => Middle(boxOf(i))).ThenBy(i => boxOf(i).X).ToList();
        var sorted = new List<T>(left.Count);
        for (var first = 0; first < left.Count;)
        {
            var next = first + 1;
            while (next < left.Count && Together(boxOf(left[first]), boxOf(left[next]))) next++;
            sorted.AddRange(left.Skip(first).Take(next - first).OrderBy(i => boxOf(i).X));
            first = next;
        }
        return sorted;
    }

    private static bool Together(PixelBox a, PixelBox b) => Math.Abs(Middle(a) - Middle(b)) < SameRow * Math.Min(a.Height, b.Height);

    private static double Middle(PixelBox box) => box.Y + box.Height / 2.0;
}
