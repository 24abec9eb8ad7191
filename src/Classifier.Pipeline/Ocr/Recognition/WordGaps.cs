using Classifier.Inference;

namespace Classifier.Pipeline.Ocr.Recognition;

/// <summary>
/// Empty stretches of a line that are wide enough to part words. The recogniser was trained mostly on Chinese, which has no
/// spaces, and drops many of those of other scripts; the picture still shows them.
/// </summary>
internal static class WordGaps
{
    /// <summary>
    /// Least width as part of the height of the ink, which is about one em where letters reach up and down. In DejaVu the l's of
    /// "all" stand 0.19 em apart, words 0.32 and more.
    /// </summary>
    private const double LeastWidth = 0.27;

    /// <summary>A column is empty where its contrast is below this part of the whole line's.</summary>
    private const double EmptyContrast = 0.25;

    /// <summary>Centres of the gaps as parts of the whole width of the graph's input, ascending; none on a busy ground.</summary>
    /// <param name="used">Columns that the line takes; the rest is padding.</param>
    public static List<double> Find(ImageInput line, int used)
    {
        var green = line.Values.Span.Slice(line.Pixels, line.Pixels);
        Span<float> columnLow = new float[used], columnHigh = new float[used];
        columnLow.Fill(float.MaxValue);
        columnHigh.Fill(float.MinValue);
        Span<float> rowContrast = stackalloc float[line.Height];
        float darkest = float.MaxValue, lightest = float.MinValue;
        for (var y = 0; y < line.Height; y++)
        {
            float low = float.MaxValue, high = float.MinValue;
            for (var x = 0; x < used; x++)
            {
                var value = green[y * line.Width + x];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
                (columnLow[x], columnHigh[x]) = (Math.Min(columnLow[x], value), Math.Max(columnHigh[x], value));
            }
            rowContrast[y] = high - low;
            (darkest, lightest) = (Math.Min(darkest, low), Math.Max(lightest, high));
        }
        var empty = (lightest - darkest) * EmptyContrast;
        var inkHeight = 0;
        foreach (var contrast in rowContrast)
            if (contrast >= empty) inkHeight++;

        var gaps = new List<double>();
        for (var x = 0; x < used;)
        {
            var end = x;
            while (end < used && columnHigh[end] - columnLow[end] < empty) end++;
            // What reaches an edge is margin; rows that are ink from end to end give the line no height.
            if (x > 0 && end > x && end < used && end - x >= LeastWidth * inkHeight) gaps.Add((x + end) / 2.0 / line.Width);
            x = Math.Max(end, x + 1);
        }
        return gaps;
    }
}
