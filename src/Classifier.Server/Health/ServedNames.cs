namespace Classifier.Server.Health;

/// <summary>Full names of the gRPC services that are served.</summary>
internal sealed record ServedNames(IReadOnlyList<string> Names);
