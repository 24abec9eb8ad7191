namespace Classifier.Training.Deepfake.Fit;

/// <summary>How the logits of a picture's crops become one.</summary>
internal static class Aggregate
{
    public static readonly string[] Names = ["one", "mean", "median", "top"];

    public static double Of(string name, ReadOnlySpan<float> logits)
    {
        if (name == "one")
        {
            return logits[logits.Length / 2];
        }

        var sorted = logits.ToArray();
        Array.Sort(sorted);
        var third = Math.Max(1, sorted.Length / 3);
        return name switch
        {
            "mean" => sorted.Average(),
            "median" => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0,
            "top" => sorted[^third..].Average(),
            _ => throw new ArgumentException($"no aggregate {name}"),
        };
    }
}
