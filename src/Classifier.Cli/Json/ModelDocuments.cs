namespace Classifier.Cli.Json;

/// <summary>What <c>model list --json</c> prints.</summary>
internal sealed record ModelListDocument(IReadOnlyList<ModelRecord> Models);

/// <summary>A model version on disk, or as a server knows it.</summary>
/// <param name="Licence"><c>permissive</c> or <c>research-only</c>; null where the manifest cannot be read.</param>
/// <param name="Variants">Its graphs by name.</param>
/// <param name="State">As a server says, for example <c>ACTIVE</c>; null without a server.</param>
/// <param name="ActiveVariant">The graph that a server runs; null without a server.</param>
/// <param name="Problem">Why it cannot be used; null where nothing is known to be wrong.</param>
internal sealed record ModelRecord(
    string Name,
    string Version,
    string? Licence,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<string> Variants,
    string? State,
    string? ActiveVariant,
    string? Provider,
    string? Problem);

/// <summary>What <c>model build --json</c> prints.</summary>
internal sealed record BuiltModelDocument(string Model, string Target, string File, long Bytes, string Sha256);

/// <summary>What <c>model build --refresh --json</c> prints.</summary>
/// <param name="Graphs">Files that were built.</param>
/// <param name="Changed">Files whose checksum in the manifest changed.</param>
internal sealed record RefreshedModelDocument(string Directory, IReadOnlyList<string> Graphs, IReadOnlyList<string> Changed);
