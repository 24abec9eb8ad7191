using System.Text.Json.Serialization;

namespace Classifier.Server.Rest.Moderations;

/// <summary>OpenAI's reply.</summary>
/// <param name="Id"><c>modr-</c> and a random id.</param>
/// <param name="Model">The model that judged, as name@version.</param>
/// <param name="Results">One entry an item, in order.</param>
internal sealed record ModerationResponse(string Id, string Model, IReadOnlyList<ModerationResult> Results);

/// <param name="Flagged">The decision was REVIEW or BLOCK.</param>
/// <param name="CategoryScores">0 to 1.</param>
/// <param name="CategoryAppliedInputTypes"><c>text</c> and <c>image</c> as the item holds them where a model judged it, else empty.</param>
internal sealed record ModerationResult(
    bool Flagged,
    IReadOnlyDictionary<string, bool> Categories,
    IReadOnlyDictionary<string, double> CategoryScores,
    IReadOnlyDictionary<string, IReadOnlyList<string>> CategoryAppliedInputTypes);

/// <summary>The request's shape, for the OpenAPI document; bodies are read by <see cref="ModerationRequest"/>.</summary>
/// <param name="Input">A string, a list of strings, or a list of parts.</param>
/// <param name="Model">Taken for the client's sake; the server judges with the models it has.</param>
internal sealed record ModerationBody(object Input, string? Model);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModerationResponse))]
[JsonSerializable(typeof(ModerationError))]
internal sealed partial class ModerationJson : JsonSerializerContext;
