using Classifier.Core;

namespace Classifier.Pipeline.Text;

/// <summary>Which parts of an item a text model reads.</summary>
internal static class TextParts
{
    /// <summary>Text that somebody other than the operator wrote. A blank text says nothing and is not scored.</summary>
    public static bool IsScored(ContentPart part) => part.Role != PartRole.System && !string.IsNullOrWhiteSpace(part.Text);

    /// <summary>Whether the item has anything for a text model.</summary>
    public static bool Any(IReadOnlyList<ContentPart> parts)
    {
        foreach (var part in parts)
            if (IsScored(part)) return true;
        return false;
    }
}
