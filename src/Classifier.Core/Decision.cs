namespace Classifier.Core;

/// <summary>What to do with an item. Ordered by severity, so the stricter of two is the greater.</summary>
public enum Decision
{
    Allow = 1,
    Review = 2,
    Block = 3,
}

/// <summary>Combines decisions.</summary>
public static class Decisions
{
    /// <summary>The stricter of two.</summary>
    public static Decision Strictest(Decision a, Decision b) => a > b ? a : b;
}
