namespace Classifier.Cli.Json;

/// <summary>What <c>scan --json</c> prints and <c>--out</c> writes. Paths are full.</summary>
/// <param name="Files">Regular files in the tree; each is hashed, skipped or other. A folder that cannot be listed is skipped too, and no file.</param>
/// <param name="Hashed">Files with a fingerprint, from this scan or an earlier one, or from a file of the same bytes.</param>
/// <param name="ImagesPerS">Pictures decoded and hashed in this run, by the seconds that took; 0 where all were known.</param>
/// <param name="Other">Files that are neither picture nor text; they are compared by their bytes alone.</param>
/// <param name="Links">Symbolic links; none is followed.</param>
/// <param name="Reused">Contents whose fingerprint the index knew.</param>
/// <param name="ReclaimableBytes">What deleting everything but each group's <c>keep</c> would free.</param>
internal sealed record ScanDocument(
    int Files,
    int Hashed,
    IReadOnlyList<SkippedRecord> Skipped,
    IReadOnlyList<GroupRecord> Groups,
    double ImagesPerS,
    string Root,
    int Threshold,
    bool Dihedral,
    int Other,
    int Links,
    int Reused,
    long ReclaimableBytes,
    double Seconds,
    string Index);

internal sealed record SkippedRecord(string Path, string Reason);

/// <param name="Kind"><c>image</c>, <c>text</c> or <c>bytes</c>.</param>
/// <param name="Algorithm"><c>pdq</c>, <c>minhash</c> or <c>blake3</c>.</param>
/// <param name="Hash">Of the member at distance 0 that comes first.</param>
/// <param name="Keep">The copy that is suggested to stay.</param>
/// <param name="Inside">For <c>bytes</c>: the place in <c>groups</c> of the group that has all these members too; else null.</param>
internal sealed record GroupRecord(
    string Kind,
    string Algorithm,
    string Hash,
    IReadOnlyList<MemberRecord> Members,
    string Keep,
    long ReclaimableBytes,
    int? Inside);

/// <param name="Distance">Bits of 256 (pdq) or slots of 128 (minhash) that differ; 0 for equal bytes.</param>
/// <param name="Source"><c>full</c> or <c>shrunk</c>: the pixels that were hashed; null for anything but a picture.</param>
/// <param name="Turn">With <c>--dihedral</c>: what brings the picture nearest to the group's; else null.</param>
internal sealed record MemberRecord(
    string Path,
    int Distance,
    long Bytes,
    int? Width,
    int? Height,
    string? Format,
    int? Quality,
    string? Source,
    string? Turn);
