namespace Classifier.Training.Text.Data;

/// <summary>How much of a train file one epoch takes, and why it may not be used commercially if it may not.</summary>
/// <param name="File">Path in the data folder without its ending.</param>
/// <param name="Share">Rows an epoch in units of the file: 0.3 is a random third, 3 is three times.</param>
/// <param name="ResearchOnly">The reason, or null where the stated licence permits commercial use.</param>
/// <param name="Weight">Loss weight: low for sources whose labels are noisy.</param>
internal sealed record Source(string File, double Share, string? ResearchOnly = null, float Weight = 1);

internal static class Sources
{
    /// <summary>
    /// Unstated licences count as not permissive: a permissive model must rest on what is stated.
    /// composed_indirect and multilingual_comments mix several parts that a row does not name, so they leave whole.
    /// </summary>
    public static readonly Source[] All =
    [
        new("injection/train/ag_news", 0.3, "AG News is for non-commercial research"),
        new("injection/train/alpaca_eval", 0.5, "data is CC BY-NC 4.0"),
        new("injection/train/authored_attacks", 1.5),
        new("injection/train/authored_multilingual", 1.5),
        new("injection/train/awesome_prompts", 0.5),
        new("injection/train/bipia_train", 0.7, "its README allows research on indirect injection only"),
        new("injection/train/clinc150", 0.25, "licence unstated in the copy"),
        new("injection/train/composed_indirect", 0.5, "holds AG News documents (research only), not separable by row"),
        new("injection/train/deepset_train", 6),
        new("injection/train/donotanswer", 0.4, "believed CC BY-NC-SA upstream"),
        new("injection/train/garak", 2),
        new("injection/train/gptfuzz", 2),
        new("injection/train/harmbench", 1),
        new("injection/train/jailbreak_llms", 0.5, "licence unstated in the copy"),
        new("injection/train/jigsaw", 0.2, "licence unstated in the copy"),
        new("injection/train/malignant", 1, "licence unstated"),
        new("injection/train/multilingual_comments", 0.2, "part of it (GermEval copy) states no licence, not separable by row"),
        new("injection/train/promptshield", 0.6),
        new("injection/train/purplellama_frr", 1),
        new("injection/train/self_instruct", 1),
        new("injection/train/self_reminder", 2),
        new("injection/train/spikee", 0.7),
        new("injection/train/sst2", 0.15, "licence unstated"),
        new("injection/train/t0_prompts", 0.2, "the 40 data sets beneath have mixed terms"),
        new("injection/train/tensor_trust_defense", 0.6, "licence unstated"),
        new("injection/train/tensor_trust_extraction", 0.6, "licence unstated"),
        new("toxicity/train/authored_benign", 3),
        new("toxicity/train/cold", 0.15),
        new("toxicity/train/davidson", 0.1, Weight: 0.5f),
        new("toxicity/train/germeval_train", 0.3, "licence unstated in the copy"),
        new("toxicity/train/implicit_hate", 0.1, "licence unstated, treated as research only"),
        new("toxicity/train/jigsaw", 0.3, "licence unstated in the copy"),
        new("toxicity/train/korean_hate", 0.1),
        new("toxicity/train/mlma", 0.15, Weight: 0.5f),
        new("toxicity/train/olid_train", 0.08, "licence unstated, treated as research only", 0.5f),
        new("toxicity/train/stormfront_train", 0.8),
        new("toxicity/train/told_br", 0.1, Weight: 0.5f),
        new("toxicity/train/toxigen", 1, "its README limits it to training detectors for research"),
    ];
}
