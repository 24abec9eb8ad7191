using System.Text;

namespace Classifier.Inference.Internal;

/// <summary>Makes a message from elsewhere (a native library, a parser) fit one line.</summary>
internal static class OneLine
{
    private const int MaxLength = 300;

    /// <summary>Control characters and runs of white space become one space; longer than 300 characters is cut.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var c in text)
        {
            if (line.Length >= MaxLength)
            {
                line.Append('…');
                break;
            }
            var shown = char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? ' ' : c;
            if (shown != ' ' || (line.Length > 0 && line[^1] != ' ')) line.Append(shown);
        }
        return line.ToString().TrimEnd();
    }
}
