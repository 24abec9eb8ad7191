using Classifier.Server.Calls;
using Google.Rpc;

namespace Classifier.Server.Classification;

/// <summary>A message whose correlation id does not fit what came before it on its stream.</summary>
internal sealed class StreamOrderException(Failure failure) : Exception(failure.Message)
{
    private const string Field = "correlation_id";

    public Failure Failure { get; } = failure;

    public static StreamOrderException Duplicate() =>
        new(new Failure(Code.AlreadyExists, "This correlation id is in use on this stream.", "DUPLICATE_ID", Field));

    public static StreamOrderException Ended() =>
        new(new Failure(Code.FailedPrecondition, "The last piece of this output was already sent.", "OUTPUT_ENDED", Field));

    public static StreamOrderException Closed() => new(new Failure(
        Code.FailedPrecondition, "A piece of this output was refused; send the whole text under a new correlation id.", "OUTPUT_CLOSED", Field));
}
