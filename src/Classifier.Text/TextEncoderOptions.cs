using Classifier.Core;

namespace Classifier.Text;

/// <summary>How a text is cut into windows and in how many forms it is read.</summary>
public sealed record TextEncoderOptions
{
    /// <summary>Pieces a window, without the start and end tokens. 8 to 510.</summary>
    public int WindowTokens { get; init; } = 254;

    /// <summary>Pieces that consecutive windows share. 0 to half of <see cref="WindowTokens"/>.</summary>
    public int OverlapTokens { get; init; } = 64;

    /// <summary>Forms beside the NFKC text, built where a detector fires. 0 to 3.</summary>
    public int MaxViews { get; init; } = 3;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: an option is out of range.</exception>
    internal TextEncoderOptions Validated()
    {
        if (WindowTokens is < 8 or > 510) throw Refuse($"window tokens must be 8 to 510, not {WindowTokens}");
        if (OverlapTokens < 0 || OverlapTokens > WindowTokens / 2)
            throw Refuse($"overlap tokens must be 0 to {WindowTokens / 2}, half a window, not {OverlapTokens}");
        if (MaxViews is < 0 or > 3) throw Refuse($"extra views must be 0 to 3, not {MaxViews}");
        return this;
    }

    private static ClassifierException Refuse(string message) => new(ErrorKind.Configuration, "Text encoder: " + message + ".");
}
