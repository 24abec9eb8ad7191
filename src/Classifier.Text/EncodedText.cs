using Classifier.Core;

namespace Classifier.Text;

/// <summary>A text as a model reads it.</summary>
/// <param name="Windows">At least one; those of view 0 first, each view's in reading order.</param>
/// <param name="CodePoints">Length of the original text in Unicode code points.</param>
public sealed record EncodedText(IReadOnlyList<TokenWindow> Windows, int CodePoints)
{
    /// <summary>Tokens of all windows together: what the text costs.</summary>
    public int Tokens
    {
        get
        {
            var sum = 0;
            foreach (var w in Windows) sum += w.Ids.Length;
            return sum;
        }
    }
}

/// <summary>A run of tokens that fits the model, with the span of the original text that it covers.</summary>
/// <param name="Ids">Token ids with the model's start and end tokens around.</param>
/// <param name="View">The form of the text that these tokens come from.</param>
/// <param name="Start">First code point covered, in the original text.</param>
/// <param name="Length">Code points covered, in the original text.</param>
public sealed record TokenWindow(ReadOnlyMemory<int> Ids, TextViewKind View, int Start, int Length);
