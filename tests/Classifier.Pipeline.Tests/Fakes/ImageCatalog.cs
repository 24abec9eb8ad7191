using Classifier.Core;
using Classifier.Inference;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>The text model of the other tests beside one image model.</summary>
internal sealed class ImageCatalog(IImageModel model) : IModelCatalog
{
    private readonly FakeCatalog _text = new();

    public IReadOnlyCollection<TaskKind> Tasks => [.. _text.Tasks, TaskKind.Deepfake];
    public ISequenceModel? Find(TaskKind task) => _text.Find(task);
    public ISequenceModel? Find(string name, string? version = null) => _text.Find(name, version);
    public IImageModel? FindImage(TaskKind task) => task == TaskKind.Deepfake ? model : null;
    public IReadOnlyList<ModelStatus> List() => _text.List();

    public event Action<ModelStatus>? Changed
    {
        add { }
        remove { }
    }
}
