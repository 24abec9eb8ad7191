using Classifier.Core;

namespace Classifier.Pipeline.Logo;

/// <summary>Bounds of the search for logos. Validated when the finder is made.</summary>
public sealed record LogoOptions
{
    /// <summary>Most pixels of one size of a picture; a larger picture is reduced to it. A screenshot of 1920 × 1080 fits whole.</summary>
    public int MaxPixels { get; init; } = 1920 * 1088;

    /// <summary>Cells looked at more closely, the most logo-like of a picture.</summary>
    public int MaxCandidates { get; init; } = 1024;

    /// <summary>Logos of a picture that are compared with the bank, the most logo-like.</summary>
    public int MaxLogos { get; init; } = 64;

    /// <summary>Shared part of two boxes, of their union, from which the less logo-like is dropped; 0 to 1.</summary>
    public double Overlap { get; init; } = 0.5;

    /// <exception cref="ClassifierException">A value is out of range.</exception>
    public void Validate()
    {
        if (MaxPixels < 1024 || MaxCandidates < 1 || MaxLogos < 1 || Overlap is not (>= 0 and <= 1))
            throw new ClassifierException(ErrorKind.Configuration, "logo: an option is out of range.");
    }
}
