using System.Globalization;

namespace Classifier.Core;

/// <summary>A calibrated probability that content has a task's positive label, 0 to 1.</summary>
public readonly record struct Score : IComparable<Score>
{
    /// <param name="value">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0 to 1, or not a number.</exception>
    public Score(double value)
    {
        if (!(value is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(value), "A score lies between 0 and 1.");
        Value = value;
    }

    /// <summary>0 to 1.</summary>
    public double Value { get; }

    public int CompareTo(Score other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("0.####", CultureInfo.InvariantCulture);

    public static bool operator <(Score left, Score right) => left.Value < right.Value;
    public static bool operator >(Score left, Score right) => left.Value > right.Value;
    public static bool operator <=(Score left, Score right) => left.Value <= right.Value;
    public static bool operator >=(Score left, Score right) => left.Value >= right.Value;
}
