namespace Classifier.Core;

/// <summary>Where something was found; never what.</summary>
/// <param name="Part">Index of the item's part.</param>
/// <param name="View">The view that scored highest; null where pixels were scored.</param>
/// <param name="Start">First code point in the original text.</param>
/// <param name="Length">Length in code points of the original text.</param>
/// <param name="Score">Score of the span.</param>
/// <param name="Box">For a picture: where in it; start and length are 0 then.</param>
/// <param name="Frame">For an animation: which of its frames, from 0; null for a still.</param>
/// <param name="Brand">For a logo: whose; the score is its similarity then, 0 to 1.</param>
public readonly record struct Evidence(
    int Part, TextViewKind? View, int Start, int Length, Score Score, PixelBox? Box = null, int? Frame = null, BrandSighting? Brand = null);
