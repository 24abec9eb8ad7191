using Classifier.Core;

namespace Classifier.Pipeline.Ocr;

/// <summary>What was read from a picture.</summary>
/// <param name="Lines">In reading order.</param>
/// <param name="Truncated">There was more than the bounds allow.</param>
public sealed record OcrText(IReadOnlyList<OcrLine> Lines, bool Truncated)
{
    public static OcrText Empty { get; } = new([], false);

    /// <summary>All lines, parted by line feeds.</summary>
    public string Text { get; } = string.Join('\n', Lines.Select(l => l.Text));

    /// <summary>The box around the lines that a span of <see cref="Text"/> touches; null where it touches none.</summary>
    /// <param name="start">First code point.</param>
    /// <param name="length">Code points.</param>
    public PixelBox? Around(int start, int length)
    {
        PixelBox? box = null;
        var at = 0;
        foreach (var line in Lines)
        {
            var end = at + line.CodePoints;
            if (at < start + length && start < end) box = box is { } b ? b.Union(line.Box) : line.Box;
            at = end + 1;
        }
        return box;
    }
}

/// <summary>One line.</summary>
/// <param name="Box">Upright, in pixels of the upright picture.</param>
/// <param name="Confidence">Mean probability of its characters, 0 to 1.</param>
public sealed record OcrLine(string Text, PixelBox Box, double Confidence)
{
    internal int CodePoints { get; } = Text.EnumerateRunes().Count();
}
