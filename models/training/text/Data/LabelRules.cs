using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Data;

/// <summary>What a row's label says about each head; a head it says nothing about keeps weight 0.</summary>
internal static class LabelRules
{
    private const float InjectionWeight = 1.5f;
    private const int InjectionTokens = 256;
    private const int ToxicityTokens = 160;

    /// <summary>An overt attack alone in a tool's output is an attack there too, but it must not be what that head learns.</summary>
    private const float OvertAloneWeight = 0.3f;

    private static readonly string[] IndirectMarks = ["indirect", "planted", "doc_injection", "tool_injection", "fake_transcript"];

    private static readonly string[] DocumentMarks =
        ["benign-context", "benign_", "benign2_", "doc_", "tool_output", "email_doc", "long_task_docs", "benign-text", "benign-comment", "toxic-not-injection"];

    private static readonly string[] HateKinds = ["hate", "implicit-hate", "homophobia", "misogyny", "racism", "xenophobia"];

    private static readonly string[] NotHateKinds =
    [
        "benign", "neutral-identity", "profanity", "obscene", "insult-individual", "identity-neutral", "identity-positive", "educational",
        "counter-speech", "casual-swearing", "own-experience", "complaint", "disagreement", "criticism", "banter",
    ];

    public static Example Injection(Row row, Source source)
    {
        var indirect = IndirectMarks.Any(m => row.Kind.Contains(m, StringComparison.Ordinal));
        var document = DocumentMarks.Any(m => row.Kind.StartsWith(m, StringComparison.Ordinal));
        var example = new Example(row.Text, row.Source, row.Group, row.Lang, row.Kind)
        {
            MaxTokens = InjectionTokens,
            Part = PartOf(row.Kind),
            HardBenign = row.Label == 0 && (row.Kind.StartsWith("hard", StringComparison.Ordinal) || row.Kind.StartsWith("twin", StringComparison.Ordinal) || row.Kind.StartsWith("benign2", StringComparison.Ordinal)),
        };

        // BIPIA's orders are ordinary requests: they are attacks by their place alone, which a prompt's head cannot know.
        var ordinaryRequest = row.Source == "bipia_train" && row.Label == 1;
        if (!ordinaryRequest)
        {
            example.Say(Heads.Injection, row.Label == 1, InjectionWeight * source.Weight);
        }

        if (row.Label == 1)
        {
            example.Say(Heads.Indirect, true, InjectionWeight * source.Weight * (indirect ? 1 : OvertAloneWeight));
        }
        else if (document)
        {
            example.Say(Heads.Indirect, false, InjectionWeight * source.Weight);
        }

        return example;
    }

    /// <param name="row">A row of the toxicity folder.</param>
    /// <param name="source">Its file.</param>
    /// <param name="alsoInjection">A tenth of the rows also say that a comment is no injection.</param>
    public static Example Toxicity(Row row, Source source, bool alsoInjection)
    {
        var example = new Example(row.Text, row.Source, row.Group, row.Lang, row.Kind)
        {
            MaxTokens = ToxicityTokens,
            HardBenign = row.Source == "authored_benign",
        };
        example.Say(Heads.Toxicity, row.Label == 1, source.Weight);
        if (HateKinds.Any(k => row.Kind.StartsWith(k, StringComparison.Ordinal)))
        {
            example.Say(Heads.Hate, true, source.Weight);
        }
        else if (MostlyGroups(row))
        {
            example.Say(Heads.Hate, true, 0.5f);
        }
        else if (NotHateKinds.Any(k => row.Kind.StartsWith(k, StringComparison.Ordinal)) || SaysOffensiveIsNotHate(row))
        {
            example.Say(Heads.Hate, false, source.Weight);
        }

        if (alsoInjection)
        {
            example.Say(Heads.Injection, false).Say(Heads.Indirect, false);
        }

        return example;
    }

    /// <summary>Only these sources hold hate apart from other offence; elsewhere "offensive" may be either.</summary>
    private static bool SaysOffensiveIsNotHate(Row row) =>
        (row.Source == "davidson" && row.Kind == "offensive")
        || (row.Source == "korean_hate" && row.Kind == "offensive")
        || (row.Source == "germeval_train" && row.Kind == "insult");

    /// <summary>GermEval's "abuse" demeans by a social identity; COLD was collected on race, region and gender.</summary>
    private static bool MostlyGroups(Row row) =>
        (row.Source == "germeval_train" && row.Kind == "abuse") || (row.Source == "cold" && row.Kind == "offensive");

    private static Part PartOf(string kind) =>
        kind.EndsWith("-start", StringComparison.Ordinal) ? Part.Start
        : kind.EndsWith("-middle", StringComparison.Ordinal) ? Part.Middle
        : kind.EndsWith("-end", StringComparison.Ordinal) ? Part.End
        : Part.Any;
}
