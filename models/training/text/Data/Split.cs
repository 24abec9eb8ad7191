using System.Text;

namespace Classifier.Training.Text.Data;

/// <summary>Validation takes whole groups, so that a near-duplicate of a validation row is never trained on.</summary>
internal static class Split
{
    /// <summary>Its six goals recur in all of its groups, so a language is held out instead.</summary>
    private static readonly string[] HeldOutLanguages = ["tr", "it", "ja"];

    private static readonly string[] HeldOutBuckets = ["bipia_train:b3", "spikee:b1", "composed_doc:b4"];

    public static bool IsValidation(Example example) => example.Source switch
    {
        "authored_multilingual" => HeldOutLanguages.Contains(example.Lang),
        "bipia_train" or "spikee_comp" or "composed_clean" => HeldOutBuckets.Contains(example.Group),
        _ => Hash(example.Group) % 12 == 0,
    };

    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * 16777619;
        }

        return hash ^ (hash >> 15);
    }
}
