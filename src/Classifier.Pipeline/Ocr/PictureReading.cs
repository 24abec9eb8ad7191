using Classifier.Imaging;
using Classifier.Imaging.Tensors;
using Classifier.Inference;
using Classifier.Pipeline.Ocr.Detection;
using ImageTensor = Classifier.Inference.ImageTensor;
using Tensors = Classifier.Imaging.Tensors.ImageTensor;

namespace Classifier.Pipeline.Ocr;

/// <summary>Pixels, lines, their angle, their characters; frame after frame.</summary>
internal sealed class PictureReading(
    IImageModel model, OcrGraphs graphs, OcrOptions options, PictureWork work, ImageHeader header, IDisposable ticket) : IPictureReading
{
    /// <summary>A picture is looked at in up to so many times the size at which lines are looked for: more no line can use.</summary>
    private const int DecodeFactor = 2;

    public DecodeRequest Wanted => Least(header.Width, header.Height) is { } least ? DecodeRequest.Display with { ShrinkTo = least } : DecodeRequest.Display;

    public async ValueTask<IReadOnlyList<OcrText>> ReadAsync(DecodedImage picture, CancellationToken cancellation)
    {
        var texts = new OcrText[picture.Frames.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = await ReadAsync(picture, i, cancellation).ConfigureAwait(false);
        return texts;
    }

    public void Dispose() => ticket.Dispose();

    private async ValueTask<OcrText> ReadAsync(DecodedImage picture, int index, CancellationToken cancellation)
    {
        var frame = picture.Frames[index];
        using var reduced = Reduced(frame);
        var image = reduced ?? frame;
        var (rows, columns) = graphs.DetectionSize(image.Width, image.Height, options.LongestSide);
        var tensor = Tensors.Of(image, columns, rows, OcrPixels.Detection);
        if (index == picture.Frames.Count - 1) ticket.Dispose();
        var outputs = await model
            .RunAsync(OcrGraphs.Detection, new(new(tensor, rows, columns), work.Tenant, work.Class, work.Deadline), cancellation)
            .ConfigureAwait(false);
        return await ReadLinesAsync(image, UprightScale(image, picture), Boxes(image, outputs.Tensors[0], rows, columns), cancellation).ConfigureAwait(false);
    }

    /// <summary>The shorter side that is enough; null where the picture has no more than that.</summary>
    private int? Least(int width, int height)
    {
        var (longest, shortest, wanted) = (Math.Max(width, height), Math.Min(width, height), DecodeFactor * options.LongestSide);
        return longest <= wanted ? null : Math.Max(1, (int)((long)shortest * wanted / longest));
    }

    /// <summary>What others needed in full, brought to the size that this would have been decoded at; null where it has that already.</summary>
    private RgbImage? Reduced(RgbImage frame)
    {
        if (Least(frame.Width, frame.Height) is not { } least) return null;
        var factor = BoxReduction.Factor(frame.Width, frame.Height, least);
        return factor == 1 ? null : BoxReduction.Reduce(frame, factor);
    }

    /// <summary>Boxes in pixels of the image.</summary>
    private List<RotatedBox> Boxes(RgbImage image, ImageTensor map, int rows, int columns)
    {
        var (x, y) = ((double)image.Width / columns, (double)image.Height / rows);
        return [.. BoxFinder.Find(map.Values, rows, columns, options).Select(b => b.Box.Scale(x, y))];
    }

    private async ValueTask<OcrText> ReadLinesAsync(
        RgbImage image, (double X, double Y) upright, List<RotatedBox> boxes, CancellationToken cancellation)
    {
        if (boxes.Count == 0) return OcrText.Empty;
        var read = new OcrLine?[Math.Min(boxes.Count, options.MaxLines)];
        var reader = new LineReader(model, graphs, image, work, options);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxLinesInFlight, CancellationToken = cancellation };
        await Parallel.ForAsync(0, read.Length, parallel, async (i, token) =>
        {
            var (text, confidence) = await reader.ReadAsync(boxes[i], token).ConfigureAwait(false);
            if (confidence >= options.LineThreshold && !string.IsNullOrWhiteSpace(text))
                read[i] = new(text, PixelBoxes.Around(boxes[i], upright, image), confidence);
        }).ConfigureAwait(false);
        return Bounded(read.OfType<OcrLine>(), truncated: boxes.Count > options.MaxLines);
    }

    private OcrText Bounded(IEnumerable<OcrLine> read, bool truncated)
    {
        var lines = new List<OcrLine>();
        var left = options.MaxCharacters;
        foreach (var line in LineOrder.Sort(read, l => l.Box))
        {
            left -= line.Text.Length;
            if (left < 0) return new(lines, true);
            lines.Add(line);
        }
        return new(lines, truncated);
    }

    /// <summary>Pixels of the upright picture a pixel of the image, across and down. Turning by EXIF may have swapped the sides.</summary>
    private static (double X, double Y) UprightScale(RgbImage image, DecodedImage picture)
    {
        var (width, height) = (picture.First.Width, picture.First.Height);
        if (picture.Shrunk)
        {
            var turned = width > height != picture.Header.Width > picture.Header.Height;
            (width, height) = turned ? (picture.Header.Height, picture.Header.Width) : (picture.Header.Width, picture.Header.Height);
        }
        return ((double)width / image.Width, (double)height / image.Height);
    }
}
