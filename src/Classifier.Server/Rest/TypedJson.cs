using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace Classifier.Server.Rest;

/// <summary>JSON of google.rpc.Status with the details that this server gives.</summary>
internal static class TypedJson
{
    public static TypeRegistry Types { get; } = TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor);

    public static JsonFormatter Formatter { get; } = new(new JsonFormatter.Settings(formatDefaultValues: false, Types));
}
