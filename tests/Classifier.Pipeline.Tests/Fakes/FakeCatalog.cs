using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>One model with the tasks injection (outputs 0; as data also 1) and toxicity (output 1), plus models in other states.</summary>
internal sealed class FakeCatalog : IModelCatalog
{
    public FakeCatalog() => Model = new FakeModel(Manifest("text", [Injection, Toxicity]));

    public FakeModel Model { get; }
    public List<ModelStatus> Others { get; } = [];

    public static TaskManifest Injection { get; } = new(TaskKind.Injection, "injection", new Dictionary<Direction, TaskHead>
    {
        [Direction.Prompt] = new([0], At(0.5, 0.9)),
        [Direction.ToolInput] = new([0, 1], At(0.3, 0.6)),
        [Direction.Output] = new([0], At(0.8, 0.99)),
    });

    public static TaskManifest Toxicity { get; } = new(TaskKind.Toxicity, "toxic", new Dictionary<Direction, TaskHead>
    {
        [Direction.Prompt] = new([1], At(0.5, 0.9)),
        [Direction.ToolInput] = new([1], At(0.5, 0.9)),
        [Direction.Output] = new([1], At(0.5, 0.9)),
    });

    public IReadOnlyCollection<TaskKind> Tasks => [.. Model.Manifest.Tasks.Select(t => t.Task)];

    public ISequenceModel? Find(TaskKind task) => Model.Manifest.Tasks.Any(t => t.Task == task) ? Model : null;

    public ISequenceModel? Find(string name, string? version = null) => name == "text" ? Model : null;

    public IReadOnlyList<ModelStatus> List() => [new ModelStatus(Model.Manifest, ModelState.Active, "fake", "cpu", null, null), .. Others];

    public event Action<ModelStatus>? Changed
    {
        add { }
        remove { }
    }

    public static ModelManifest Manifest(string name, IReadOnlyList<TaskManifest> tasks) => new()
    {
        Id = new ModelId(name, "1"),
        Family = "fake",
        Licence = ModelLicence.Permissive,
        Outputs = [new ModelOutput("a", Calibration.None), new ModelOutput("b", Calibration.None)],
        Tasks = tasks,
        Variants = [],
        Files = new Dictionary<string, ModelFile>(),
        Window = new WindowManifest(4, 0),
        Limits = new LimitsManifest(4, 8, 64, [4]),
        Scheduling = new SchedulingManifest(1, 1, TimeSpan.Zero),
        Policy = new PolicyManifest(Decision.Block),
        Directory = ".",
    };

    private static Thresholds At(double flag, double block) => new(new Score(flag), new Score(block));
}
