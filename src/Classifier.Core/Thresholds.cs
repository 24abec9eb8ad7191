namespace Classifier.Core;

/// <summary>Where a task's score starts to count.</summary>
public readonly record struct Thresholds
{
    /// <param name="flag">From here the task flags (REVIEW).</param>
    /// <param name="block">From here it blocks; not below <paramref name="flag"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="block"/> lies below <paramref name="flag"/>.</exception>
    public Thresholds(Score flag, Score block)
    {
        if (block < flag) throw new ArgumentException("The block threshold lies below the flag threshold.", nameof(block));
        Flag = flag;
        Block = block;
    }

    public Score Flag { get; }
    public Score Block { get; }

    /// <summary>What a score means by itself.</summary>
    public Decision Decide(Score score) =>
        score >= Block ? Decision.Block : score >= Flag ? Decision.Review : Decision.Allow;
}
