using System.Text.Json.Serialization;

namespace Classifier.Cli.Json;

/// <summary>One file of <c>hash --json</c>, whose document is a list of these: a hash, or what was wrong.</summary>
internal sealed record HashDocument
{
    public required string File { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Algorithm { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }

    /// <summary>0 to 100; null for algorithms that state none.</summary>
    public int? Quality { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}
