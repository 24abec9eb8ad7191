using System.Text.Json;

namespace Classifier.Interop.Tests.Harness;

/// <summary>One line that a client script prints: what it checked and what came out.</summary>
internal sealed record CheckLine(string Check, bool Ok, long Ms, string Message)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <exception cref="JsonException">The line is no such object.</exception>
    public static CheckLine Parse(string line) =>
        JsonSerializer.Deserialize<CheckLine>(line, Options) ?? throw new JsonException("The line is null.");
}
