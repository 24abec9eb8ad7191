using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Internal;

/// <summary>Which model answers which of the wanted tasks: one pass of a trunk serves all its heads.</summary>
internal sealed class TaskPlan
{
    public required IReadOnlyList<ModelTasks> Models { get; init; }

    /// <summary>Wanted tasks that no active model answers.</summary>
    public required IReadOnlyList<(TaskKind Task, TaskOutcome Outcome, string Reason, ModelId? Model)> Unserved { get; init; }

    /// <exception cref="ClassifierException">A task is named that no model here knows.</exception>
    public static TaskPlan Create(IReadOnlyList<TaskKind> wanted, IModelCatalog catalog)
    {
        var models = new List<ModelTasks>(1);
        List<(TaskKind, TaskOutcome, string, ModelId?)>? unserved = null;
        IEnumerable<TaskKind> tasks = wanted.Count > 0 ? wanted : catalog.Tasks;
        foreach (var task in tasks)
        {
            if (catalog.Find(task) is { } model) Add(models, model, task);
            else (unserved ??= []).Add(WhyUnserved(task, catalog));
        }
        return new TaskPlan { Models = models, Unserved = unserved ?? (IReadOnlyList<(TaskKind, TaskOutcome, string, ModelId?)>)[] };
    }

    private static void Add(List<ModelTasks> models, ISequenceModel model, TaskKind task)
    {
        var manifest = Find(model.Manifest, task)!;
        foreach (var entry in models)
        {
            if (!ReferenceEquals(entry.Model, model)) continue;
            if (!entry.Tasks.Contains(manifest)) entry.Tasks.Add(manifest);
            return;
        }
        models.Add(new ModelTasks(model, [manifest]));
    }

    private static (TaskKind, TaskOutcome, string, ModelId?) WhyUnserved(TaskKind task, IModelCatalog catalog)
    {
        ModelStatus? known = null;
        foreach (var status in catalog.List())
            if (Find(status.Manifest, task) is not null && (known is null || status.State == ModelState.Suspended)) known = status;
        return known switch
        {
            null => throw ClassifierException.Invalid("context.tasks", $"No model here knows a task '{task}'."),
            { State: ModelState.Suspended } => (task, TaskOutcome.Suspended, "The model is suspended.", known.Manifest.Id),
            _ => (task, TaskOutcome.Error, "No active model answers this task.", known.Manifest.Id),
        };
    }

    private static TaskManifest? Find(ModelManifest manifest, TaskKind task)
    {
        foreach (var candidate in manifest.Tasks)
            if (candidate.Task == task) return candidate;
        return null;
    }
}

/// <summary>A model and the tasks it is asked for.</summary>
internal sealed record ModelTasks(ISequenceModel Model, List<TaskManifest> Tasks);
