using System.Text;
using Classifier.Text.Alignment;
using Classifier.Text.Views.Decode;
using Classifier.Text.Views.Fold;

namespace Classifier.Text.Tests.Views;

/// <summary>What a single detector makes of a text.</summary>
internal static class Detectors
{
    public static string Apply(this ISpanDecoder decoder, string text)
    {
        var edits = new List<TextEdit>();
        decoder.Find(text, new TextSpan(0, text.Length), edits);
        return Apply(text, edits);
    }

    public static string Apply(this IFold fold, string text) => Apply(text, fold.Find(text));

    /// <summary>Edits lie in the text, in order, and do not overlap.</summary>
    private static string Apply(string text, List<TextEdit> edits)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var edit in edits)
        {
            Assert.InRange(edit.Start, at, text.Length);
            Assert.InRange(edit.End, edit.Start, text.Length);
            result.Append(text, at, edit.Start - at).Append(edit.With);
            at = edit.End;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }
}
