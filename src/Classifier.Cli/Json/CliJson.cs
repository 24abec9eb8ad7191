using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Classifier.Cli.Json;

/// <summary>Serialisers of all documents, made at compile time. Keys are snake case; a null is written, so that the shape never changes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(ReadyDocument))]
[JsonSerializable(typeof(VerdictDocument))]
[JsonSerializable(typeof(EvalDocument))]
[JsonSerializable(typeof(LoadDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(ModelListDocument))]
[JsonSerializable(typeof(BuiltModelDocument))]
[JsonSerializable(typeof(RefreshedModelDocument))]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(AddedBrandDocument))]
[JsonSerializable(typeof(BankListDocument))]
[JsonSerializable(typeof(RemovedBrandDocument))]
[JsonSerializable(typeof(BankExportDocument))]
[JsonSerializable(typeof(ScanDocument))]
[JsonSerializable(typeof(IReadOnlyList<HashDocument>))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>The one to use: without escapes that only HTML needs.</summary>
    public static CliJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
