using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Data;

/// <summary>Where in a long text to look: a planted order is only surely there where its kind says.</summary>
internal enum Part
{
    Any,
    Start,
    Middle,
    End,
}

/// <summary>A text with a target for each head that its label says something about; weight 0 elsewhere.</summary>
internal sealed record Example(string Text, string Source, string Group, string Lang, string Kind)
{
    public float[] Targets { get; } = new float[Heads.Count];

    public float[] Weights { get; } = new float[Heads.Count];

    public int MaxTokens { get; init; } = 160;

    public Part Part { get; init; }

    /// <summary>A benign text of the sort that trips classifiers: thresholds are set on these.</summary>
    public bool HardBenign { get; init; }

    public Example Say(int head, bool positive, float weight = 1)
    {
        Targets[head] = positive ? 1 : 0;
        Weights[head] = weight;
        return this;
    }

    public Example WithText(string text)
    {
        var copy = new Example(text, Source, Group, Lang, Kind) { MaxTokens = MaxTokens, Part = Part, HardBenign = HardBenign };
        Targets.CopyTo(copy.Targets, 0);
        Weights.CopyTo(copy.Weights, 0);
        return copy;
    }
}
