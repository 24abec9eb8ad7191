namespace Classifier.Cli.Scan.Walk;

/// <summary>A regular file of the tree.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Name">Relative to the tree's root.</param>
internal sealed record FoundFile(string Path, string Name, FileIdentity Identity, FileStamp Stamp)
{
    public long Size => Stamp.Size;
}

/// <summary>Something in the tree that could not be read, with the reason for a person.</summary>
/// <param name="Path">Full path.</param>
internal sealed record SkippedFile(string Path, string Reason);
