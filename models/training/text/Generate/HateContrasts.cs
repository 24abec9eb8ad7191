using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Generate;

/// <summary>The same groups under hate and under everything that only looks like it, in eleven languages.</summary>
internal static class HateContrasts
{
    private const int RowsPerLanguage = 500;

    public static IEnumerable<Example> Make(Random random)
    {
        foreach (var language in HatePhrases.Languages)
        {
            for (var i = 0; i < RowsPerLanguage; i++)
            {
                var hateful = i % 2 == 0;
                var templates = hateful ? language.Hate : language.NotHate;
                var at = random.Next(templates.Length);
                yield return Label(templates[at], Text(templates[at], language, random), hateful, $"gen_hate:{language.Lang}:{(hateful ? "h" : "n")}{at}", language.Lang);
            }
        }
    }

    private static string Text(string template, HateLanguage language, Random random)
    {
        var (subject, oblique) = language.Groups[random.Next(language.Groups.Length)];
        var text = Grammar.Capital(template.TrimStart('+', '-')
            .Replace("$g", subject, StringComparison.Ordinal)
            .Replace("$o", oblique, StringComparison.Ordinal)
            .Replace("$x", language.Others[random.Next(language.Others.Length)], StringComparison.Ordinal)
            .Replace("$t", language.Things[random.Next(language.Things.Length)], StringComparison.Ordinal));
        return random.Next(5) switch
        {
            0 => text.TrimEnd('.', '。', '।'),
#pragma warning disable CA1308 // posts are written in lower case
            1 => text.ToLowerInvariant(),
#pragma warning restore CA1308
            _ => text,
        };
    }

    private static Example Label(string template, string text, bool hateful, string group, string lang)
    {
        var example = new Example(text, hateful ? "gen_hate" : "gen_nothate", group, lang, hateful ? "hate" : "hate-contrast")
        {
            HardBenign = template.StartsWith('-'),
        };
        example.Say(Heads.Hate, hateful, 1.5f);
        if (hateful || template.StartsWith('+'))
        {
            example.Say(Heads.Toxicity, true);
        }
        else if (template.StartsWith('-'))
        {
            example.Say(Heads.Toxicity, false);
        }

        return example;
    }
}
