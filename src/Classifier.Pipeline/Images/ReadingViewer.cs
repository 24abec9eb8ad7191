using Classifier.Core;
using Classifier.Imaging;
using Classifier.Pipeline.Ocr;

namespace Classifier.Pipeline.Images;

/// <summary>Reads the text in an item's pictures.</summary>
internal sealed class ReadingViewer(IPictureReader reader, ClassificationRequest request) : IPictureViewer
{
    private readonly List<ReadFrame> _read = [];

    public TaskOutcome? Failure { get; set; }

    /// <summary>One entry a frame, in the order of the parts.</summary>
    public IReadOnlyList<ReadFrame> Read => _read;

    public IPictureVisit Admit(int part, in ImageHeader header, int frames) =>
        new Visit(this, part, reader.Admit(new(request.Tenant, request.Class, request.Deadline), header, frames));

    private sealed class Visit(ReadingViewer viewer, int part, IPictureReading reading) : IPictureVisit
    {
        public DecodeRequest Wanted => reading.Wanted;

        public async ValueTask LookAsync(DecodedImage picture, CancellationToken cancellation)
        {
            var texts = await reading.ReadAsync(picture, cancellation).ConfigureAwait(false);
            for (var i = 0; i < texts.Count; i++)
                viewer._read.Add(new(part, picture.Header.Frames > 1 ? picture.Places[i] : null, texts[i]));
        }

        public void Dispose() => reading.Dispose();
    }
}

/// <summary>What stands in a picture, or in one frame of an animation.</summary>
/// <param name="Frame">Its place in the animation; null for a still.</param>
internal sealed record ReadFrame(int Part, int? Frame, OcrText Text);
