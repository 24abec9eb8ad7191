using Classifier.Core;

namespace Classifier.Pipeline.Ocr;

/// <summary>Bounds and thresholds of reading. Validated when the reader is made.</summary>
public sealed record OcrOptions
{
    /// <summary>Longest side in pixels at which lines are looked for; larger pictures are reduced to it. The graph's own bound holds too.</summary>
    public int LongestSide { get; init; } = 1280;

    /// <summary>Probability from which a pixel counts as text; 0 to 1.</summary>
    public double MapThreshold { get; init; } = 0.3;

    /// <summary>Mean probability from which a box counts; 0 to 1.</summary>
    public double BoxThreshold { get; init; } = 0.6;

    /// <summary>How much a box is grown: the ratio r′ of differentiable binarisation.</summary>
    public double Growth { get; init; } = 1.5;

    /// <summary>Mean probability of its characters from which a line counts as read; 0 to 1.</summary>
    public double LineThreshold { get; init; } = 0.5;

    /// <summary>Probability from which a line is taken to stand on its head; 0 to 1.</summary>
    public double TurnThreshold { get; init; } = 0.9;

    /// <summary>Most lines of a picture that are read, the largest ones.</summary>
    public int MaxLines { get; init; } = 256;

    /// <summary>Most UTF-16 characters read from a picture.</summary>
    public int MaxCharacters { get; init; } = 16_384;

    /// <summary>Lines of one picture that may wait or run at the same time.</summary>
    public int MaxLinesInFlight { get; init; } = 16;

    /// <exception cref="ClassifierException">A value is out of range.</exception>
    public void Validate()
    {
        var shares = new[] { MapThreshold, BoxThreshold, LineThreshold, TurnThreshold };
        if (LongestSide < 32 || MaxLines < 1 || MaxCharacters < 1 || MaxLinesInFlight < 1 || !(Growth >= 0) || shares.Any(s => s is not (>= 0 and <= 1)))
            throw new ClassifierException(ErrorKind.Configuration, "ocr: an option is out of range.");
    }
}
