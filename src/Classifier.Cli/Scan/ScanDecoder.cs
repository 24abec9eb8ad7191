using Classifier.Cli.Scan.Phases;
using Classifier.Imaging;

namespace Classifier.Cli.Scan;

/// <summary>The decoder of a scan: worker processes, so that no file of a tree can end it.</summary>
internal static class ScanDecoder
{
    public static DeferredDecoder Create(int workers) =>
        new(new ImagingOptions { MaxBytes = Printing.LargestPicture, Workers = new() { Count = workers } });
}
