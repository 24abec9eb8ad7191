using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Calls;

/// <summary>Why a call, an entry of a batch or a message of a stream was refused, in the words of google.rpc.</summary>
/// <param name="Message">One line for a person; never content.</param>
/// <param name="Reason">Upper snake case, stable: what programs look at.</param>
/// <param name="Field">The field at fault, when there is one.</param>
/// <param name="RetryAfter">When trying again may help; null when it will not.</param>
/// <param name="Incident">The id under which an internal error was logged.</param>
internal sealed record Failure(
    Code Code, string Message, string Reason, string? Field = null, TimeSpan? RetryAfter = null, string? Incident = null)
{
    public const string Domain = "classifier";

    public RpcException ToRpcException() => ToStatus().ToRpcException();

    public Google.Rpc.Status ToStatus()
    {
        var error = new ErrorInfo { Reason = Reason, Domain = Domain };
        if (Incident is not null) error.Metadata.Add("incident", Incident);
        var status = new Google.Rpc.Status { Code = (int)Code, Message = Message, Details = { Any.Pack(error) } };
        if (Field is not null)
        {
            var violation = new BadRequest.Types.FieldViolation { Field = Field, Description = Message };
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violation } }));
        }

        if (RetryAfter is { } delay) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        return status;
    }

    public V1.Refusal ToRefusal() => new()
    {
        Code = (int)Code,
        Message = Message,
        Field = Field ?? string.Empty,
        RetryAfterMs = RetryAfter is { } delay ? (long)Math.Ceiling(delay.TotalMilliseconds) : 0,
    };
}
