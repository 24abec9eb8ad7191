using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Generate;

/// <summary>Prompts that must pass: fiction, personas, safety questions, trigger words in innocent use.</summary>
internal static class HardBenign
{
    private const int TriggerRows = 700;
    private const int SceneRows = 1300;
    private const int SensitiveRows = 400;
    private const int ForeignCopies = 3;
    private const float Weight = 1.5f;

    public static IEnumerable<Example> Make(Random random)
    {
        var grammar = new Grammar(HardBenignPhrases.Slots);
        for (var i = 0; i < TriggerRows; i++)
        {
            yield return OneOf(HardBenignPhrases.TriggerWords, "gen_trigger", grammar, random);
        }

        for (var i = 0; i < SensitiveRows; i++)
        {
            yield return OneOf(HardBenignPhrases.Sensitive, "gen_sensitive", grammar, random);
        }

        for (var i = 0; i < SceneRows; i++)
        {
            var frame = random.Next(HardBenignPhrases.Frames.Length);
            var tasks = random.GetItems(HardBenignPhrases.Tasks, random.Next(1, 3)).Distinct();
            var condition = HardBenignPhrases.Conditions[random.Next(HardBenignPhrases.Conditions.Length)];
            var text = grammar.Fill($"{HardBenignPhrases.Frames[frame]} {string.Join(' ', tasks)} {condition}", random).Trim();
            yield return Benign(text, "gen_scene", $"gen_scene:{frame}", "en");
        }

        foreach (var (lang, prompts) in HardBenignPhrases.Foreign)
        {
            for (var i = 0; i < prompts.Length; i++)
            {
                for (var copy = 0; copy < ForeignCopies; copy++)
                {
                    yield return Benign(prompts[i], "gen_foreign", $"gen_foreign:{lang}{i}", lang);
                }
            }
        }
    }

    private static Example OneOf(string[] templates, string source, Grammar grammar, Random random)
    {
        var at = random.Next(templates.Length);
        return Benign(grammar.Fill(templates[at], random), source, $"{source}:{at}", "en");
    }

    private static Example Benign(string text, string source, string group, string lang) =>
        new Example(text, source, group, lang, "hard-benign") { MaxTokens = 256, HardBenign = true }
            .Say(Heads.Injection, false, Weight)
            .Say(Heads.Hate, false, 0.3f);
}
