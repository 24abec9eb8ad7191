using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Client;

/// <summary>A call that the server, or the way to it, refused.</summary>
public sealed class ClassifierClientException : Exception
{
    internal ClassifierClientException(
        StatusCode code, string message, IReadOnlyList<FieldViolation>? violations = null, TimeSpan? retryAfter = null,
        bool transient = false, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        FieldViolations = violations ?? [];
        RetryAfter = retryAfter;
        IsTransient = transient;
    }

    /// <summary>The gRPC status.</summary>
    public StatusCode Code { get; }

    /// <summary>Which fields of the request are at fault; empty unless <see cref="Code"/> is INVALID_ARGUMENT.</summary>
    public IReadOnlyList<FieldViolation> FieldViolations { get; }

    /// <summary>How long the server asks to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether no Classifier server answered at all: it is down, the address is wrong, or the certificate is not trusted.</summary>
    public bool IsUnreachable => InnerException is RpcException
    {
        Status.DebugException: HttpRequestException or IOException or SocketException or AuthenticationException,
    };

    /// <summary>Whether the request itself is at fault, so that sending it again cannot help: malformed, or over a size limit.</summary>
    public bool IsRequestAtFault => Code is StatusCode.InvalidArgument or StatusCode.OutOfRange
        || (Code == StatusCode.ResourceExhausted && !IsTransient);

    /// <summary>The status as gRPC spells it, for example <c>INVALID_ARGUMENT</c>.</summary>
    public string CodeName => JsonNamingPolicy.SnakeCaseUpper.ConvertName(Code.ToString());

    internal static ClassifierClientException From(RpcException e)
    {
        // Details that do not parse say nothing; the plain status still does.
        var status = e.Trailers.GetRpcStatus(ignoreParseError: true);
        var violations = status?.GetDetail<BadRequest>()?.FieldViolations
            .Select(v => new FieldViolation(v.Field, v.Description)).ToArray();
        var retryAfter = status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan();
        var transient = e.StatusCode == StatusCode.Unavailable
            || (e.StatusCode == StatusCode.ResourceExhausted && retryAfter is not null);
        // Where no server answered, the socket's or the handshake's own words say most; the layers above repeat themselves.
        var detail = e.Status.DebugException?.GetBaseException().Message ?? e.Status.Detail;
        return new(e.StatusCode, Line(detail, e.StatusCode), violations, retryAfter, transient, e);
    }

    internal static ClassifierClientException From(Refusal refusal)
    {
        var code = (StatusCode)refusal.Code;
        TimeSpan? retryAfter = refusal.RetryAfterMs > 0 ? TimeSpan.FromMilliseconds(refusal.RetryAfterMs) : null;
        var violations = refusal.Field.Length > 0 ? new[] { new FieldViolation(refusal.Field, refusal.Message) } : null;
        var transient = retryAfter is not null && code is StatusCode.Unavailable or StatusCode.ResourceExhausted;
        return new(code, Line(refusal.Message, code), violations, retryAfter, transient);
    }

    internal static ClassifierClientException Late() => new(StatusCode.DeadlineExceeded, "The time for this call ran out.");

    internal static ClassifierClientException Protocol(string message) => new(StatusCode.Internal, message);

    private static string Line(string detail, StatusCode code) =>
        string.IsNullOrWhiteSpace(detail) ? $"The server answered {code}." : detail.ReplaceLineEndings(" ");
}

/// <summary>One field at fault.</summary>
/// <param name="Field">Its path, for example <c>item.parts[0].text</c>.</param>
/// <param name="Description">What is wrong with it.</param>
public sealed record FieldViolation(string Field, string Description);
