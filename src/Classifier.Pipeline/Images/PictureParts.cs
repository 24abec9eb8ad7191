using Classifier.Core;

namespace Classifier.Pipeline.Images;

/// <summary>Which parts of an item are pictures to judge.</summary>
internal static class PictureParts
{
    /// <summary>The operator's own pictures are trusted, as its text is.</summary>
    public static bool IsJudged(ContentPart part) => !part.IsText && part.Role != PartRole.System;

    public static bool Any(IReadOnlyList<ContentPart> parts)
    {
        foreach (var part in parts)
            if (IsJudged(part)) return true;
        return false;
    }
}
