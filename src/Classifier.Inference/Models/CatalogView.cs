using System.Collections.Frozen;
using Classifier.Core;

namespace Classifier.Inference.Models;

/// <summary>The active models as requests look them up; replaced as a whole when one changes.</summary>
internal sealed record CatalogView(
    FrozenDictionary<TaskKind, ServedModel> ByTask,
    FrozenDictionary<string, ServedModel> ByName,
    FrozenDictionary<TaskKind, ServedImageModel> ImagesByTask,
    FrozenDictionary<string, ServedImageModel> ImagesByName)
{
    public static CatalogView Empty { get; } = Of([]);

    /// <summary>Tasks that any of them answers.</summary>
    public IReadOnlyCollection<TaskKind> Tasks { get; } = [.. ByTask.Keys.Union(ImagesByTask.Keys)];

    public bool IsEmpty => ByName.Count + ImagesByName.Count == 0;

    /// <summary>Where two models answer a task, the first by name does.</summary>
    public static CatalogView Of(IReadOnlyList<IServedModel> active)
    {
        var (sequences, images) = (active.OfType<ServedModel>().ToArray(), active.OfType<ServedImageModel>().ToArray());
        return new(TasksOf(sequences), NamesOf(sequences), TasksOf(images), NamesOf(images));
    }

    private static FrozenDictionary<TaskKind, T> TasksOf<T>(T[] models)
        where T : IServedModel
    {
        var tasks = new Dictionary<TaskKind, T>();
        foreach (var model in models.OrderBy(m => m.Manifest.Id.Name, StringComparer.Ordinal))
            foreach (var task in model.Manifest.Tasks) tasks.TryAdd(task.Task, model);
        return tasks.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, T> NamesOf<T>(T[] models)
        where T : IServedModel =>
        models.ToFrozenDictionary(m => m.Manifest.Id.Name, StringComparer.Ordinal);
}
