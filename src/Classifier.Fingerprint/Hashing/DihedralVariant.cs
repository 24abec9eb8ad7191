namespace Classifier.Fingerprint.Hashing;

/// <summary>The eight ways to turn and mirror a picture, in Meta's order and with Meta's names.</summary>
public enum DihedralVariant
{
    Original,

    /// <summary>Meta: counter-clockwise by 90 degrees.</summary>
    Rotate90,
    Rotate180,

    /// <summary>Meta: counter-clockwise by 270 degrees.</summary>
    Rotate270,

    /// <summary>Top and bottom change places.</summary>
    FlipX,

    /// <summary>Left and right change places.</summary>
    FlipY,

    /// <summary>Lower left and upper right change places.</summary>
    FlipPlus1,

    /// <summary>Upper left and lower right change places.</summary>
    FlipMinus1,
}
