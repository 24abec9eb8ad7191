using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>Why work is not taken and when to try again; default means that it is.</summary>
internal readonly record struct Refusal(ErrorKind? Kind, double RetrySeconds = 0)
{
    private const double LeastRetry = 0.001;
    private const double MostRetry = 60;

    public static Refusal None => default;

    public bool Refused => Kind is not null;

    public ClassifierException ToException() => new(Kind!.Value, Message(Kind.Value), retryAfter: Retry());

    private TimeSpan? Retry() =>
        Kind == ErrorKind.DeadlineExceeded ? null : TimeSpan.FromSeconds(Math.Clamp(RetrySeconds, LeastRetry, MostRetry));

    private static string Message(ErrorKind kind) => kind switch
    {
        ErrorKind.DeadlineUnmeetable => "The deadline cannot be met at the present load.",
        ErrorKind.QuotaExceeded => "The tenant's share of the queue is used up.",
        ErrorKind.Overloaded => "Too much work is waiting.",
        ErrorKind.ShuttingDown => "The server is shutting down.",
        _ => "The deadline has passed.",
    };
}
