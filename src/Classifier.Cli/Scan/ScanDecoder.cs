using Classifier.Cli.Scan.Phases;
using Classifier.Imaging;
using Classifier.Imaging.Decoding;

namespace Classifier.Cli.Scan;

/// <summary>The decoder of a scan.</summary>
internal static class ScanDecoder
{
    public static IImageDecoder Create() => new VipsDecoder(new ImagingOptions { MaxBytes = Printing.LargestPicture });
}
