using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Classifier.Training.Text.Model;

/// <summary>Text to ids as the weights were trained with: NFKC, single spaces, Unigram pieces.</summary>
internal sealed partial class Tokeniser
{
    public const int Begin = 0;
    public const int End = 2;

    private readonly SentencePieceTokenizer _pieces;

    public Tokeniser(string weightsFolder)
    {
        using var stream = File.OpenRead(Path.Combine(weightsFolder, "sentencepiece.model"));
        _pieces = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
    }

    /// <summary>The pieces alone, without the marks around them.</summary>
    public int[] Pieces(string text)
    {
        var normal = Spaces().Replace(Whole(text).Normalize(NormalizationForm.FormKC), " ").Trim(' ');
        return normal.Length == 0 ? [] : [.. _pieces.EncodeToIds(normal, addBeginningOfSentence: false, addEndOfSentence: false)];
    }

    public static int[] Mark(ReadOnlySpan<int> pieces) => [Begin, .. pieces, End];

    /// <summary>Lone surrogates cannot be normalised.</summary>
    private static string Whole(string text) => text.IsNormalizedSafe() ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

file static class Surrogates
{
    public static bool IsNormalizedSafe(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
