namespace Classifier.Pipeline.Ocr.Detection;

/// <summary>Connected regions of a map above a threshold; neighbours touch by a side or a corner.</summary>
internal static class Regions
{
    /// <summary>
    /// Each region as the outer points of its rows, which have the same hull as all its points. Largest first, so that a bound
    /// on their number drops specks.
    /// </summary>
    public static List<List<PointD>> Find(ReadOnlySpan<float> map, int height, int width, float threshold, int most)
    {
        var seen = new bool[height * width];
        var stack = new Stack<int>();
        var left = new Dictionary<int, (int First, int Last)>();
        var regions = new List<(int Size, List<PointD> Points)>();
        for (var start = 0; start < seen.Length; start++)
        {
            if (seen[start] || !(map[start] > threshold)) continue;
            seen[start] = true;
            stack.Push(start);
            left.Clear();
            var size = 0;
            while (stack.TryPop(out var at))
            {
                size++;
                var (y, x) = Math.DivRem(at, width);
                left[y] = left.TryGetValue(y, out var row) ? (Math.Min(row.First, x), Math.Max(row.Last, x)) : (x, x);
                for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
                {
                    for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                    {
                        var next = ny * width + nx;
                        if (seen[next] || !(map[next] > threshold)) continue;
                        seen[next] = true;
                        stack.Push(next);
                    }
                }
            }
            regions.Add((size, [.. left.SelectMany(r => new[] { new PointD(r.Value.First, r.Key), new PointD(r.Value.Last, r.Key) })]));
        }
        return [.. regions.OrderByDescending(r => r.Size).Take(most).Select(r => r.Points)];
    }
}
