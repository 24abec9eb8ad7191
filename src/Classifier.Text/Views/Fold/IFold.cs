using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Fold;

/// <summary>Finds one kind of disguise. Linear in the text.</summary>
internal interface IFold
{
    /// <summary>What to write instead; empty where the detector does not fire.</summary>
    List<TextEdit> Find(string text);
}
