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
    /// <returns>The text and the mean probability of its characters; 0 for no text.</returns>
    public (string Text, double Confidence) Decode(ReadOnlySpan<float> steps)
    {
        var text = new StringBuilder();
        var (before, sum, count) = (0, 0.0, 0);
        for (var t = 0; t + 1 < steps.Length; t += 2)
        {
            var symbol = (int)steps[t];
            if (symbol != before && symbol > 0)
            {
                text.Append(symbol <= _characters.Length ? _characters[symbol - 1] : " ");
                sum += steps[t + 1];
                count++;
            }
            before = symbol;
        }
        return (text.ToString(), count == 0 ? 0 : sum / count);
    }
}
