namespace Classifier.Core;

/// <summary>The form of a text in which it was scored.</summary>
public enum TextViewKind
{
    /// <summary>NFKC text, as the models were trained on.</summary>
    Normalised,

    /// <summary>Invisible, tag and bidi-control characters removed or decoded.</summary>
    Revealed,

    /// <summary>Look-alikes, leet and spaced letters folded.</summary>
    Folded,

    /// <summary>An encoded span decoded.</summary>
    Decoded,
}
