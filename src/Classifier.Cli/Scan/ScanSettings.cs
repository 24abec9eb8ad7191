using Classifier.Cli.Scan.Walk;

namespace Classifier.Cli.Scan;

/// <summary>What a scan is asked.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Threshold">Largest distance of two pictures of one group, in bits.</param>
/// <param name="Turned">Whether turned and mirrored pictures count as near.</param>
/// <param name="Workers">Pictures that are decoded at a time.</param>
/// <param name="Own">Files that the scan writes; they are no part of the tree.</param>
internal sealed record ScanSettings(string Root, int Threshold, bool Turned, int Workers, IReadOnlySet<OwnFile> Own)
{
    /// <summary>The distance up to which Meta takes two PDQ hashes for the same picture.</summary>
    public const int DefaultThreshold = 31;
}
