using System.Text;
using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Generate;

/// <summary>Copies of short positives as people write them to slip past filters.</summary>
internal static class Obfuscation
{
    private const double Share = 0.12;
    private const int LongestText = 300;

    public static Example Maybe(Example example, Random random)
    {
        var positive = false;
        for (var head = 0; head < Heads.Count; head++)
        {
            positive |= example.Weights[head] > 0 && example.Targets[head] > 0.5;
        }

        return positive && example.Text.Length <= LongestText && random.NextDouble() < Share
            ? example.WithText(Apply(example.Text, random))
            : example;
    }

    private static string Apply(string text, Random random) => random.Next(4) switch
    {
        0 => Leet(text, random),
        1 => Spaced(text, random),
        2 => text.Replace(" ", "", StringComparison.Ordinal),
        _ => Swapped(text, random),
    };

    private static string Leet(string text, Random random)
    {
        const string From = "aeiostAEIOST";
        const string To = "431057431057";
        var result = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var at = From.IndexOf(letter, StringComparison.Ordinal);
            result.Append(at >= 0 && random.NextDouble() < 0.6 ? To[at] : letter);
        }

        return result.ToString();
    }

    private static string Spaced(string text, Random random)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length > 3 && random.NextDouble() < 0.5)
            {
                words[i] = string.Join(random.Next(3) == 0 ? "." : " ", words[i].ToCharArray());
            }
        }

        return string.Join(' ', words);
    }

    private static string Swapped(string text, Random random)
    {
        var letters = text.ToCharArray();
        for (var i = 1; i + 2 < letters.Length; i++)
        {
            if (char.IsLetter(letters[i - 1]) && char.IsLetter(letters[i]) && char.IsLetter(letters[i + 1]) && random.NextDouble() < 0.08)
            {
                (letters[i], letters[i + 1]) = (letters[i + 1], letters[i]);
                i++;
            }
        }

        return new string(letters);
    }
}
