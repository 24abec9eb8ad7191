namespace Classifier.Core;

/// <summary>Where content stands in a conversation with a model; thresholds differ by it.</summary>
public enum Direction
{
    /// <summary>A user's message to the model.</summary>
    Prompt,

    /// <summary>A document, a search result or a tool's answer that the model will read.</summary>
    ToolInput,

    /// <summary>What the model answered.</summary>
    Output,
}
