using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Server.Tests.Fakes;

internal static class Manifests
{
    public static ModelManifest Text(string name = "text", string version = "1") => new()
    {
        Id = new ModelId(name, version),
        Family = "packed-encoder",
        Licence = ModelLicence.Permissive,
        Outputs = [new("injection", Calibration.None), new("toxicity", Calibration.None), new("hate", Calibration.None)],
        Tasks = [Task(TaskKind.Injection, 0), Task(TaskKind.Toxicity, 1), Task(TaskKind.Hate, 2)],
        Variants = [],
        Files = new Dictionary<string, ModelFile>(),
        Window = new WindowManifest(30, 8),
        Limits = new LimitsManifest(32, 16, 512, [16, 32]),
        Scheduling = new SchedulingManifest(1, 1, TimeSpan.FromMilliseconds(2)),
        Policy = new PolicyManifest(Decision.Review),
        Directory = "models/text/1",
    };

    private static TaskManifest Task(TaskKind task, int output) =>
        new(task, task.Name, Enum.GetValues<Direction>().ToDictionary(d => d, _ => new TaskHead([output], Replies.Limits)));
}
