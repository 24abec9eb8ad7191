using Classifier.Cli.Eval;
using Classifier.Cli.Load.Profiles;

namespace Classifier.Cli.Load.Content;

/// <summary>
/// Makes longer texts of single messages: harmless ones of one language in a row, and among them, where the text is to be a
/// positive one, one attack.
/// </summary>
internal static class ComposedTexts
{
    // Estimated tokens. Real ones are some 10 % above: docs/load.md.
    private const double LongFrom = 210, LongTo = 390;
    private const double MixedFrom = 12, MixedTo = 700;

    /// <summary>One text a message, in the order of the messages.</summary>
    public static IReadOnlyList<LabelledRow> Of(IReadOnlyList<LabelledRow> messages, ContentSet set, int seed)
    {
        if (set == ContentSet.Short) return messages;
        var random = new Random(seed);
        var benign = messages.Where(m => !m.Positive).ToLookup(m => m.Lang);
        return [.. messages.Select(m => m with { Text = Compose(m, [.. benign[m.Lang]], Target(set, random), random) })];
    }

    /// <summary>A guess at the tokens of a text by its scripts, for choosing lengths only.</summary>
    public static double Tokens(string text) => text.Sum(c => c switch
    {
        < '\u0250' => 0.25,
        >= '\u2e80' and < '\ud800' => 0.7,
        _ => 0.3,
    });

    private static double Target(ContentSet set, Random random) => set == ContentSet.Long
        ? LongFrom + (LongTo - LongFrom) * random.NextDouble()
        // Uniform in the logarithm: many short texts and a few long ones, as traffic is.
        : MixedFrom * Math.Pow(MixedTo / MixedFrom, random.NextDouble());

    private static string Compose(LabelledRow message, LabelledRow[] company, double target, Random random)
    {
        var parts = new List<string> { message.Text };
        var tokens = Tokens(message.Text);
        random.Shuffle(company);
        // Where a language has few messages, they come round again.
        for (var i = 0; tokens < target && company.Length > 0; i++)
        {
            var next = company[i % company.Length].Text;
            tokens += Tokens(next);
            parts.Insert(random.Next(parts.Count + 1), next);
        }
        return string.Join("\n\n", parts);
    }
}
