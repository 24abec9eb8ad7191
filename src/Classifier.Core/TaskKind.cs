namespace Classifier.Core;

/// <summary>A question that can be asked of content, for example <c>injection</c>. An open set: a model's manifest may name a new one.</summary>
public readonly record struct TaskKind : IComparable<TaskKind>
{
    private const int MaxLength = 32;
    private readonly string? _name;

    /// <param name="name">1 to 32 characters of <c>a–z</c>, <c>0–9</c>, <c>-</c> and <c>_</c>.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public TaskKind(string name)
    {
        if (!IsValid(name)) throw new ArgumentException("A task is named by 1 to 32 characters of a-z, 0-9, '-' and '_'.", nameof(name));
        _name = name;
    }

    /// <summary>The name as it stands in manifests and on the wire.</summary>
    public string Name => _name ?? string.Empty;

    public static TaskKind Injection { get; } = new("injection");
    public static TaskKind Toxicity { get; } = new("toxicity");
    public static TaskKind Hate { get; } = new("hate");
    public static TaskKind Deepfake { get; } = new("deepfake");
    public static TaskKind Logo { get; } = new("logo");
    public static TaskKind Pii { get; } = new("pii");

    /// <summary>Whether <paramref name="name"/> could name a task.</summary>
    public static bool IsValid(string? name)
    {
        if (name is null || name.Length is 0 or > MaxLength) return false;
        foreach (var c in name)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_')) return false;
        return true;
    }

    public int CompareTo(TaskKind other) => string.CompareOrdinal(Name, other.Name);
    public override string ToString() => Name;

    public static bool operator <(TaskKind left, TaskKind right) => left.CompareTo(right) < 0;
    public static bool operator >(TaskKind left, TaskKind right) => left.CompareTo(right) > 0;
    public static bool operator <=(TaskKind left, TaskKind right) => left.CompareTo(right) <= 0;
    public static bool operator >=(TaskKind left, TaskKind right) => left.CompareTo(right) >= 0;
}
