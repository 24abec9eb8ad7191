using Classifier.Core;
using Classifier.Text.Normalisation;
using Classifier.Text.Views.Decode;
using Classifier.Text.Views.Fold;
using Classifier.Text.Views.Reveal;

namespace Classifier.Text.Views;

/// <summary>The forms in which a text is read: its NFKC form, and others only where a detector fires. See docs/views.md.</summary>
public static class TextViews
{
    /// <param name="text">Any text. Lone surrogates are read as U+FFFD.</param>
    /// <param name="maxViews">Forms beside the first, 0 to 3.</param>
    /// <returns>The NFKC form first; each further one differs from it.</returns>
    public static IReadOnlyList<TextView> Build(string text, int maxViews = 3)
    {
        ArgumentNullException.ThrowIfNull(text);
        var original = WellFormed.Of(text);
        var normal = Nfkc.Normalise(original);
        var first = new TextView(TextViewKind.Normalised, normal.Text, original, normal.Map is null ? [] : [normal.Map], []);
        if (maxViews <= 0) return [first];

        var views = new List<TextView>(1) { first };
        var revealed = RevealedView.Build(first);
        Add(revealed);
        Add(FoldedView.Build(revealed ?? first));
        Add(DecodedView.Build(revealed ?? first));
        return views;

        void Add(TextView? view)
        {
            if (view is not null && views.Count <= maxViews && view.Text != first.Text && !string.IsNullOrWhiteSpace(view.Text)) views.Add(view);
        }
    }
}
