using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Decode;

/// <summary>Finds spans of one encoding that decode to plausible text. Linear in the text.</summary>
internal interface ISpanDecoder
{
    /// <summary>Adds what to write instead of each span.</summary>
    /// <param name="part">Where to look.</param>
    void Find(string text, TextSpan part, List<TextEdit> edits);
}
