namespace Classifier.Core;

/// <summary>Who wrote a part of an item.</summary>
public enum PartRole
{
    /// <summary>Not said; follows from the direction.</summary>
    Unspecified,
    System,
    User,
    Assistant,
    Tool,
    Document,
}

/// <summary>What a role means for scoring.</summary>
public static class PartRoles
{
    /// <summary>
    /// The direction whose thresholds judge a part: tool answers and documents are data whatever the item says, and an
    /// assistant's part is output.
    /// </summary>
    public static Direction Judge(PartRole role, Direction item) => role switch
    {
        PartRole.Tool or PartRole.Document => Direction.ToolInput,
        PartRole.Assistant => Direction.Output,
        PartRole.User => item == Direction.ToolInput ? Direction.ToolInput : Direction.Prompt,
        _ => item,
    };
}
