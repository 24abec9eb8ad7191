using Classifier.Core;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Fold;

/// <summary>Undoes disguises of letters, one kind after the other, so that a text which mixes them is read as well.</summary>
internal static class FoldedView
{
    private static readonly IFold[] Folds = [new StackedMarksFold(), new LetterFormsFold(), new ConfusablesFold(), new SpacedLettersFold(), new LeetFold()];

    /// <summary>Null where no detector fires.</summary>
    public static TextView? Build(TextView source)
    {
        LayeredText? layers = null;
        var text = source.Text;
        foreach (var fold in Folds)
        {
            var edits = fold.Find(text);
            if (edits.Count == 0) continue;
            layers ??= new LayeredText(text, source.Maps);
            layers.Apply(edits);
            text = layers.Text;
        }
        return layers is null ? null : new TextView(TextViewKind.Folded, text, source.Original, layers.Maps, layers.Changed);
    }
}
