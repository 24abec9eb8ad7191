using Classifier.Core;
using Google.Rpc;

namespace Classifier.Server.Calls;

/// <summary>What each kind of refusal is called on the wire.</summary>
internal static class FailureMapping
{
    /// <summary>Given where a refusal for load does not say when to come back.</summary>
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(1);

    public static Failure Map(ClassifierException e) => e.Kind switch
    {
        ErrorKind.InvalidArgument => Refuse(e, Code.InvalidArgument, "INVALID_ARGUMENT"),
        // A field above its limit: trying again never helps, so not RESOURCE_EXHAUSTED, which clients retry.
        ErrorKind.TooLarge => Refuse(e, Code.InvalidArgument, "TOO_LARGE"),
        ErrorKind.UnsupportedFormat => Refuse(e, Code.InvalidArgument, "UNSUPPORTED_FORMAT"),
        ErrorKind.QuotaExceeded => Postpone(e, Code.ResourceExhausted, "QUOTA_EXCEEDED"),
        ErrorKind.DeadlineUnmeetable => Postpone(e, Code.ResourceExhausted, "DEADLINE_UNMEETABLE"),
        ErrorKind.Overloaded => Postpone(e, Code.Unavailable, "OVERLOADED"),
        ErrorKind.ModelUnavailable => Postpone(e, Code.Unavailable, "MODEL_UNAVAILABLE"),
        ErrorKind.ShuttingDown => Postpone(e, Code.Unavailable, "SHUTTING_DOWN"),
        ErrorKind.DeadlineExceeded => Refuse(e, Code.DeadlineExceeded, "DEADLINE_EXCEEDED"),
        ErrorKind.NotFound => Refuse(e, Code.NotFound, "NOT_FOUND"),
        ErrorKind.AlreadyExists => Refuse(e, Code.AlreadyExists, "ALREADY_EXISTS"),
        ErrorKind.StorageFailed => Postpone(e, Code.Unavailable, "STORAGE_FAILED"),
        ErrorKind.StorageCorrupt => Refuse(e, Code.DataLoss, "STORAGE_CORRUPT"),
        _ => Refuse(e, Code.Internal, "CONFIGURATION"),
    };

    private static Failure Refuse(ClassifierException e, Code code, string reason) => new(code, e.Message, reason, e.Field);

    private static Failure Postpone(ClassifierException e, Code code, string reason) =>
        new(code, e.Message, reason, e.Field, e.RetryAfter is { } delay && delay > TimeSpan.Zero ? delay : DefaultRetry);
}
