namespace Classifier.Cli.Json;

/// <summary>What <c>serve --json</c> prints once the server answers.</summary>
internal sealed record ReadyDocument(string Status, IReadOnlyList<string> Grpc, IReadOnlyList<string> Http);
