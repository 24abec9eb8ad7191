using Classifier.Cli.Scan.Prints;
using Classifier.Cli.Scan.Walk;
using Classifier.Fingerprint.Hashing;

namespace Classifier.Cli.Scan.Grouping;

/// <summary>Files that hold the same thing.</summary>
/// <param name="Algorithm">What the hash is: <c>pdq</c>, <c>minhash</c> or <c>blake3</c>.</param>
/// <param name="Hash">Of the member from which distances are measured, in hex.</param>
/// <param name="Members">At least two, by distance and then by name.</param>
internal sealed record ScanGroup(GroupKind Kind, string Algorithm, string Hash, IReadOnlyList<ScanMember> Members)
{
    /// <summary>The copy that is worth most: most pixels, then most bytes, then the shortest path.</summary>
    public ScanMember Keep { get; } = Members
        .OrderByDescending(m => m.Pixels)
        .ThenByDescending(m => m.File.Size)
        .ThenBy(m => m.File.Name.Length)
        .ThenBy(m => m.File.Name, StringComparer.Ordinal)
        .First();

    /// <summary>Bytes that removing all others would free; two names of one file free nothing.</summary>
    public long Reclaimable => Members.Select(m => (m.File.Identity, m.File.Size)).Distinct().Where(m => m.Identity != Keep.File.Identity).Sum(m => m.Size);

    /// <summary>For groups of equal bytes: the place, in the list of all groups, of the group of pictures or texts that has all of these too.</summary>
    public int? Inside { get; init; }
}

/// <param name="Distance">From the member whose hash is the group's.</param>
/// <param name="Turn">What brings it nearest to that member; null where turned pictures are not looked for.</param>
internal sealed record ScanMember(FoundFile File, FilePrint? Print, int Distance, DihedralVariant? Turn = null)
{
    /// <summary>Another member has the same bytes.</summary>
    public bool HasEqual { get; init; }

    public long Pixels => (Print as ImagePrint)?.Pixels ?? 0;
}

internal enum GroupKind
{
    Image,
    Text,
    Bytes,
}
