using Classifier.Core;
using Classifier.Imaging;

namespace Classifier.Pipeline.Images;

/// <summary>One who looks at an item's pictures: reads their text, or runs a model on their pixels.</summary>
internal interface IPictureViewer
{
    /// <summary>Why it saw no more pictures: Overloaded or Error; null where it saw all.</summary>
    TaskOutcome? Failure { get; set; }

    /// <summary>Gate 1, by the header alone, for the frames that will be decoded.</summary>
    /// <exception cref="ClassifierException">Refused for load; late.</exception>
    IPictureVisit Admit(int part, in ImageHeader header, int frames);
}

/// <summary>An admitted look at one picture. Disposed when it is over, also where the picture was never decoded.</summary>
internal interface IPictureVisit : IDisposable
{
    /// <summary>How the pixels are wanted, should nobody else look.</summary>
    DecodeRequest Wanted { get; }

    /// <summary>Does the work on pixels that may also be more than was wanted: at full resolution, upright, sRGB. They are the caller's.</summary>
    ValueTask LookAsync(DecodedImage picture, CancellationToken cancellation);
}
