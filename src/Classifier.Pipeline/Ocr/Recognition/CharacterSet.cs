using System.Text;
using Classifier.Core;
using Classifier.Inference;

namespace Classifier.Pipeline.Ocr.Recognition;

/// <summary>What each class of the recogniser stands for. Class 0 is the blank of CTC, the last one a space.</summary>
internal sealed class CharacterSet
{
    private const int MostCharacters = 1 << 16;
    private readonly string[] _characters;

    private CharacterSet(string[] characters) => _characters = characters;

    /// <summary>Classes, blank and space included.</summary>
    public int Classes => _characters.Length + 2;

    /// <param name="lines">One character a line.</param>
    public static CharacterSet Of(IEnumerable<string> lines) => new([.. lines]);

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the file cannot be read.</exception>
    public static CharacterSet Load(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length is > 0 and <= MostCharacters) return new(lines);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClassifierException(ErrorKind.Configuration, $"{path}: the dictionary cannot be read.", inner: e);
        }
        throw new ClassifierException(ErrorKind.Configuration, $"{path}: a dictionary has 1 to {MostCharacters} lines.");
    }

    /// <summary>
    /// Greedy decoding of connectionist temporal classification (Graves et al., 2006): equal neighbours are one, blanks go.
    /// </summary>
    /// <param name="steps">[T, 2]: the likeliest class of a step and its probability, as <see cref="ImageTensor"/> has it.</param>
    /// <param name="gaps">Where words part, as parts of the width; a space is put there unless one was read or a neighbour is Han, kana or hangul.</param>
    /// <returns>The text and the mean probability of its characters; 0 for no text.</returns>
    public (string Text, double Confidence) Decode(ReadOnlySpan<float> steps, IReadOnlyList<double> gaps)
    {
        var text = new StringBuilder();
        var (before, sum, count, gap) = (0, 0.0, 0, 0);
        for (var t = 0; t + 1 < steps.Length; t += 2)
        {
            var symbol = (int)steps[t];
            if (symbol != before && symbol > 0)
            {
                var character = symbol <= _characters.Length ? _characters[symbol - 1] : " ";
                var position = (t + 1.0) / steps.Length;
                var parted = false;
                for (; gap < gaps.Count && gaps[gap] <= position; gap++) parted = true;
                if (parted && text.Length > 0 && IsSpaced(text[^1]) && IsSpaced(character[0])) text.Append(' ');
                text.Append(character);
                sum += steps[t + 1];
                count++;
            }
            before = symbol;
        }
        return (text.ToString(), count == 0 ? 0 : sum / count);
    }

    /// <summary>Of a script that parts words by spaces, and no space itself.</summary>
    private static bool IsSpaced(char c) => !char.IsWhiteSpace(c) && c is < '\u2E80' or (> '\uD7FF' and < '\uF900');
}
