using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;

namespace Classifier.Server.Tests.Fakes;

/// <summary>Models whose states a test sets.</summary>
internal sealed class FakeCatalog : IModelCatalog
{
    private readonly Lock _lock = new();
    private readonly List<ModelStatus> _models = [];

    public FakeSequenceModel Model { get; } = new(Manifests.Text());

    public event Action<ModelStatus>? Changed;

    public IReadOnlyCollection<TaskKind> Tasks =>
        List().Where(m => m.State == ModelState.Active).SelectMany(m => m.Manifest.Tasks).Select(t => t.Task).ToArray();

    public static FakeCatalog WithText(ModelState state = ModelState.Active)
    {
        var catalog = new FakeCatalog();
        catalog.Set(catalog.Model.Manifest, state);
        return catalog;
    }

    public void Set(ModelManifest manifest, ModelState state, string? reason = null)
    {
        var status = new ModelStatus(manifest, state, "cpu-int8", "cpu", reason, new QueueFigures(1, 2, 3_000_000_000, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        lock (_lock)
        {
            _models.RemoveAll(m => m.Manifest.Id == manifest.Id);
            _models.Add(status);
        }

        Changed?.Invoke(status);
    }

    public ISequenceModel? Find(TaskKind task) => Model;

    public ISequenceModel? Find(string name, string? version = null) =>
        List().Any(m => m.Manifest.Id.Name == name && m.State == ModelState.Active && (version is null || m.Manifest.Id.Version == version)) ? Model : null;

    public IReadOnlyList<ModelStatus> List()
    {
        lock (_lock) return _models.ToArray();
    }
}
