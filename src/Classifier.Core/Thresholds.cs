namespace Classifier.Core;

/// <summary>Where a task's score starts to count.</summary>
public readonly record struct Thresholds
{
    private readonly bool _blocks;

    /// <param name="flag">From here the task flags (REVIEW).</param>
    /// <param name="block">From here it blocks; not below <paramref name="flag"/>. Null: nothing blocks.</param>
    /// <param name="uncertain">From here to <paramref name="flag"/> the answer is uncertain (REVIEW); not above it. Null: there is no such band.</param>
    /// <exception cref="ArgumentException">They are not in this order.</exception>
    public Thresholds(Score flag, Score? block, Score? uncertain = null)
    {
        if (block < flag) throw new ArgumentException("The block threshold lies below the flag threshold.", nameof(block));
        if (uncertain > flag) throw new ArgumentException("The uncertain band starts above the flag threshold.", nameof(uncertain));
        Flag = flag;
        Block = block ?? new Score(1);
        _blocks = block is not null;
        Uncertain = uncertain;
    }

    public Score Flag { get; }

    /// <summary>1 where nothing blocks.</summary>
    public Score Block { get; }

    public Score? Uncertain { get; }

    /// <summary>What a score means by itself.</summary>
    public Decision Decide(Score score) =>
        _blocks && score >= Block ? Decision.Block : score >= Flag || score >= Uncertain ? Decision.Review : Decision.Allow;
}
