namespace Classifier.Core;

/// <summary>A refusal with a kind. Its message is one line for a person and never holds content.</summary>
public sealed class ClassifierException : Exception
{
    public ClassifierException(ErrorKind kind, string message, string? field = null, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Field = field;
        RetryAfter = retryAfter;
    }

    public ErrorKind Kind { get; }

    /// <summary>The field at fault, for example <c>item.parts[2].text</c>.</summary>
    public string? Field { get; }

    /// <summary>When trying again may help.</summary>
    public TimeSpan? RetryAfter { get; }

    public static ClassifierException Invalid(string field, string message) => new(ErrorKind.InvalidArgument, message, field);
}
