using Classifier.Core;
using Classifier.Imaging;
using Classifier.Inference;

namespace Classifier.Pipeline.Ocr;

/// <summary>Reads pictures by the model of that name in the catalogue.</summary>
public sealed class PictureReader : IPictureReader
{
    /// <summary>The model's name in the catalogue.</summary>
    public const string ModelName = "ocr";

    private readonly IModelCatalog _catalog;
    private readonly OcrOptions _options;
    private volatile OcrGraphs? _graphs;

    /// <exception cref="ClassifierException">The options are out of range.</exception>
    public PictureReader(IModelCatalog catalog, OcrOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_catalog, _options) = (catalog, options);
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

    public IPictureReading Admit(PictureWork work, in ImageHeader header, int frames)
    {
        var model = _catalog.FindImage(ModelName) ?? throw new ClassifierException(ErrorKind.ModelUnavailable, "No model here reads pictures.");
        var graphs = Graphs(model);
        var (rows, columns) = graphs.DetectionSize(header.Width, header.Height, _options.LongestSide);
        var ticket = model.Admit(OcrGraphs.Detection, new((long)frames * rows * columns, work.Tenant, work.Class, work.Deadline));
        return new PictureReading(model, graphs, _options, work, header, ticket);
    }

    private OcrGraphs Graphs(IImageModel model)
    {
        if (_graphs is { } known && known.Id == model.Manifest.Id) return known;
        return _graphs = OcrGraphs.Of(model.Manifest);
    }
}
