using Classifier.Core;
using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Pipeline.Images;
using Classifier.Pipeline.Ocr.Detection;
using Tensors = Classifier.Imaging.Tensors.ImageTensor;

namespace Classifier.Pipeline.Ocr;

/// <summary>Header, gate 1, pixels, lines, their angle, their characters.</summary>
public sealed class PictureReader : IPictureReader
{
    /// <summary>The model's name in the catalogue.</summary>
    public const string ModelName = "ocr";

    /// <summary>A picture is decoded at up to so many times the size at which lines are looked for: more no line can use.</summary>
    private const int DecodeFactor = 2;

    private readonly IModelCatalog _catalog;
    private readonly IImageDecoder _decoder;
    private readonly OcrOptions _options;
    private volatile OcrGraphs? _graphs;

    /// <exception cref="ClassifierException">The options are out of range.</exception>
    public PictureReader(IModelCatalog catalog, IImageDecoder decoder, OcrOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_catalog, _decoder, _options) = (catalog, decoder, options);
    }

    public TaskOutcome? Readiness
    {
        get
        {
            if (_catalog.FindImage(ModelName) is not null) return TaskOutcome.Ok;
            TaskOutcome? readiness = null;
            foreach (var status in _catalog.List())
            {
                if (status.Manifest.Id.Name != ModelName) continue;
                if (status.State == ModelState.Suspended) return TaskOutcome.Suspended;
                readiness = TaskOutcome.Error;
            }
            return readiness;
        }
    }

    public async ValueTask<OcrText> ReadAsync(PictureWork work, CancellationToken cancellation)
    {
        var model = _catalog.FindImage(ModelName) ?? throw new ClassifierException(ErrorKind.ModelUnavailable, "No model here reads pictures.");
        var graphs = Graphs(model);
        // Gate 1 knows the header alone, so that a refusal under load decodes nothing.
        var header = PartPictures.Probe(_decoder, work.Encoded, work.Field);
        var (rows, columns) = DetectionSize(graphs, header.Width, header.Height);
        float[] tensor;
        DecodedImage decoded;
        using (model.Admit(OcrGraphs.Detection, new((long)rows * columns, work.Tenant, work.Class, work.Deadline)))
        {
            decoded = await PartPictures.DecodeAsync(_decoder, work.Encoded, Request(header), work.Field, cancellation).ConfigureAwait(false);
            using var owned = new Guard(decoded);
            (rows, columns) = DetectionSize(graphs, decoded.First.Width, decoded.First.Height);
            tensor = Tensors.Of(decoded.First, columns, rows, OcrPixels.Detection);
            owned.Release();
        }
        using (decoded)
        {
            var outputs = await model
                .RunAsync(OcrGraphs.Detection, new(new(tensor, rows, columns), work.Tenant, work.Class, work.Deadline), cancellation)
                .ConfigureAwait(false);
            return await ReadLinesAsync(model, graphs, decoded, header, Boxes(decoded.First, outputs.Tensors[0], rows, columns), work, cancellation)
                .ConfigureAwait(false);
        }
    }

    private OcrGraphs Graphs(IImageModel model)
    {
        if (_graphs is { } known && known.Id == model.Manifest.Id) return known;
        return _graphs = OcrGraphs.Of(model.Manifest);
    }

    private (int Rows, int Columns) DetectionSize(OcrGraphs graphs, int width, int height)
    {
        var scale = Math.Min(1, (double)_options.LongestSide / Math.Max(width, height));
        return (graphs.DetectionGraph.Height.Nearest(height * scale), graphs.DetectionGraph.Width.Nearest(width * scale));
    }

    private DecodeRequest Request(ImageHeader header)
    {
        var (longest, shortest) = (Math.Max(header.Width, header.Height), Math.Min(header.Width, header.Height));
        var wanted = DecodeFactor * _options.LongestSide;
        return longest <= wanted ? DecodeRequest.Display : DecodeRequest.Display with { ShrinkTo = Math.Max(1, (int)((long)shortest * wanted / longest)) };
    }

    /// <summary>Boxes in pixels of the decoded picture.</summary>
    private List<RotatedBox> Boxes(RgbImage image, ImageTensor map, int rows, int columns)
    {
        var (x, y) = ((double)image.Width / columns, (double)image.Height / rows);
        return [.. BoxFinder.Find(map.Values, rows, columns, _options).Select(b => b.Box.Scale(x, y))];
    }

    private async ValueTask<OcrText> ReadLinesAsync(
        IImageModel model, OcrGraphs graphs, DecodedImage decoded, ImageHeader header, List<RotatedBox> boxes, PictureWork work, CancellationToken cancellation)
    {
        if (boxes.Count == 0) return OcrText.Empty;
        var truncated = boxes.Count > _options.MaxLines;
        var read = new OcrLine?[Math.Min(boxes.Count, _options.MaxLines)];
        var reader = new LineReader(model, graphs, decoded.First, work, _options);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxLinesInFlight, CancellationToken = cancellation };
        var upright = UprightScale(decoded, header);
        await Parallel.ForAsync(0, read.Length, parallel, async (i, token) =>
        {
            var (text, confidence) = await reader.ReadAsync(boxes[i], token).ConfigureAwait(false);
            if (confidence >= _options.LineThreshold && !string.IsNullOrWhiteSpace(text))
                read[i] = new(text, PixelBoxes.Around(boxes[i], upright, decoded.First), confidence);
        }).ConfigureAwait(false);

        var lines = new List<OcrLine>();
        var left = _options.MaxCharacters;
        foreach (var line in LineOrder.Sort(read.OfType<OcrLine>(), l => l.Box))
        {
            left -= line.Text.Length;
            if (left < 0)
            {
                truncated = true;
                break;
            }
            lines.Add(line);
        }
        return new(lines, truncated);
    }

    /// <summary>Pixels of the upright picture a decoded pixel, across and down. Turning by EXIF may have swapped the sides.</summary>
    private static (double X, double Y) UprightScale(DecodedImage decoded, ImageHeader header)
    {
        if (!decoded.Shrunk) return (1, 1);
        var turned = decoded.First.Width > decoded.First.Height != header.Width > header.Height;
        var (width, height) = turned ? (header.Height, header.Width) : (header.Width, header.Height);
        return ((double)width / decoded.First.Width, (double)height / decoded.First.Height);
    }

    /// <summary>Disposes what a failure would leave behind.</summary>
    private sealed class Guard(DecodedImage image) : IDisposable
    {
        private bool _released;

        public void Release() => _released = true;

        public void Dispose()
        {
            if (!_released) image.Dispose();
        }
    }
}
