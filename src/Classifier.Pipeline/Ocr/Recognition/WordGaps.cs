using Classifier.Inference;

namespace Classifier.Pipeline.Ocr.Recognition;

/// <summary>
/// Empty stretches of a line that are wide enough to part words. The recogniser was trained mostly on Chinese, which has no
/// spaces, and drops many of those of other scripts; the picture still shows them.
/// </summary>
internal static class WordGaps
{
    /// <summary>Least width as part of the line's height. Letters of DejaVu stand up to 0.1 apart, words 0.25 and more.</summary>
    private const double LeastWidth = 0.2;

    /// <summary>Rows looked at: outside them neighbouring lines may reach in.</summary>
    private const double FirstRow = 0.08;
    private const double LastRow = 0.92;

    /// <summary>A column is empty where its contrast is below this part of the whole line's.</summary>
    private const double EmptyContrast = 0.25;

    /// <summary>Centres of the gaps as parts of the whole width of the graph's input, ascending; none on a busy ground.</summary>
    /// <param name="used">Columns that the line takes; the rest is padding.</param>
    public static List<double> Find(ImageInput line, int used)
    {
        var green = line.Values.Span.Slice(line.Pixels, line.Pixels);
        var (first, last) = ((int)(line.Height * FirstRow), (int)(line.Height * LastRow));
        Span<float> contrast = new float[used];
        float darkest = float.MaxValue, lightest = float.MinValue;
        for (var x = 0; x < used; x++)
        {
            float low = float.MaxValue, high = float.MinValue;
            for (var y = first; y < last; y++)
            {
                var value = green[y * line.Width + x];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
            contrast[x] = high - low;
            (darkest, lightest) = (Math.Min(darkest, low), Math.Max(lightest, high));
        }

        var gaps = new List<double>();
        var empty = (lightest - darkest) * EmptyContrast;
        for (var x = 0; x < used;)
        {
            var end = x;
            while (end < used && contrast[end] < empty) end++;
            // What reaches an edge is margin.
            if (x > 0 && end < used && end - x >= LeastWidth * line.Height) gaps.Add((x + end) / 2.0 / line.Width);
            x = Math.Max(end, x + 1);
        }
        return gaps;
    }
}
