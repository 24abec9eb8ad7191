namespace Classifier.Cli.Scan.Walk;

/// <summary>What a walk found.</summary>
/// <param name="Root">Full path, links resolved.</param>
/// <param name="Files">Regular files by name, ordinal.</param>
/// <param name="Skipped">What could not be read, by path, ordinal.</param>
/// <param name="Links">Symbolic links, none of which was followed.</param>
internal sealed record Tree(string Root, IReadOnlyList<FoundFile> Files, IReadOnlyList<SkippedFile> Skipped, int Links);
