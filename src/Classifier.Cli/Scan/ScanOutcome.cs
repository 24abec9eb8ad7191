using Classifier.Cli.Scan.Grouping;
using Classifier.Cli.Scan.Phases;
using Classifier.Cli.Scan.Prints;
using Classifier.Cli.Scan.Walk;

namespace Classifier.Cli.Scan;

/// <summary>What a scan found.</summary>
/// <param name="Skipped">By path; with what has no fingerprint though it should have one.</param>
/// <param name="Reused">Contents whose print the index knew.</param>
/// <param name="Printed">Contents whose print was made now.</param>
/// <param name="Printing">How long making them took.</param>
/// <param name="Total">How long everything took.</param>
internal sealed record ScanOutcome(
    ScanSettings Settings,
    Tree Tree,
    IReadOnlyList<Content> Contents,
    IReadOnlyList<SkippedFile> Skipped,
    IReadOnlyList<ScanGroup> Groups,
    int Reused,
    IReadOnlyList<Content> Printed,
    TimeSpan Printing,
    TimeSpan Total)
{
    public int Hashed => Contents.Where(c => c.Print is ImagePrint or TextPrint).Sum(c => c.Files.Count);

    public int Other => Contents.Where(c => c.Print is OtherPrint).Sum(c => c.Files.Count);

    public double ImagesPerSecond => Printed.Count(c => c.Print is ImagePrint) is var pictures and > 0 ? pictures / Printing.TotalSeconds : 0;

    /// <summary>Groups that do not say again what a larger one says.</summary>
    public IEnumerable<ScanGroup> OwnGroups => Groups.Where(g => g.Inside is null);

    public long Reclaimable => OwnGroups.Sum(g => g.Reclaimable);
}
