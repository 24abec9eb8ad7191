using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Images;

namespace Classifier.Pipeline.Internal;

/// <summary>Which model answers which of the wanted tasks: one pass of a trunk serves all its heads.</summary>
internal sealed class TaskPlan
{
    /// <summary>Models of text.</summary>
    public required IReadOnlyList<ModelTasks> Models { get; init; }

    /// <summary>Models of pictures.</summary>
    public required IReadOnlyList<ImageTasks> Images { get; init; }

    /// <summary>Models that find logos.</summary>
    public required IReadOnlyList<ImageTasks> Logos { get; init; }

    /// <summary>Wanted tasks that nothing here answers for this item.</summary>
    public required IReadOnlyList<(TaskKind Task, TaskOutcome Outcome, string Reason, ModelId? Model)> Unserved { get; init; }

    /// <param name="logosCanDecide">A brand is protected, so that who names no task wants logos looked for; else that costs much and decides nothing.</param>
    /// <exception cref="ClassifierException">A task is named that no model here knows.</exception>
    public static TaskPlan Create(ClassificationRequest request, IModelCatalog catalog, bool logosCanDecide = false)
    {
        var models = new List<ModelTasks>(1);
        List<ImageTasks>? images = null;
        List<(TaskKind, TaskOutcome, string, ModelId?)>? unserved = null;
        var named = request.Tasks.Count > 0;
        IEnumerable<TaskKind> tasks = named ? request.Tasks : catalog.Tasks;
        foreach (var task in tasks)
        {
            var model = catalog.Find(task);
            var image = model is null ? catalog.FindImage(task) : null;
            // Who names no task wants those that fit the content and are not kept for those who ask for them.
            if (!named && (model?.Manifest ?? image?.Manifest) is { } manifest && Find(manifest, task)!.OnRequest) continue;
            if (!named && image?.Manifest.Logo is not null && !logosCanDecide) continue;
            if (model is not null) Add(models, model, task);
            else if (image is null) (unserved ??= []).Add(WhyUnserved(task, catalog));
            else if (PictureParts.Any(request.Parts)) Add(images ??= [], image, task);
            else if (named) (unserved ??= []).Add((task, TaskOutcome.Skipped, "The item has no picture to judge.", image.Manifest.Id));
        }
        return new TaskPlan
        {
            Models = models,
            Images = [.. images?.Where(i => i.Model.Manifest.Logo is null) ?? []],
            Logos = [.. images?.Where(i => i.Model.Manifest.Logo is not null) ?? []],
            Unserved = unserved ?? (IReadOnlyList<(TaskKind, TaskOutcome, string, ModelId?)>)[],
        };
    }

    private static void Add(List<ModelTasks> models, ISequenceModel model, TaskKind task)
    {
        var known = models.Find(entry => ReferenceEquals(entry.Model, model));
        if (known is null) models.Add(known = new ModelTasks(model, []));
        AddOnce(known.Tasks, Find(model.Manifest, task)!);
    }

    private static void Add(List<ImageTasks> models, IImageModel model, TaskKind task)
    {
        var known = models.Find(entry => ReferenceEquals(entry.Model, model));
        if (known is null) models.Add(known = new ImageTasks(model, []));
        AddOnce(known.Tasks, Find(model.Manifest, task)!);
    }

    private static void AddOnce(List<TaskManifest> tasks, TaskManifest task)
    {
        if (!tasks.Contains(task)) tasks.Add(task);
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

/// <summary>An image model and the tasks it is asked for.</summary>
internal sealed record ImageTasks(IImageModel Model, List<TaskManifest> Tasks);
