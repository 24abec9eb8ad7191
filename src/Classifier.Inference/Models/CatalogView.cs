using System.Collections.Frozen;
using Classifier.Core;

namespace Classifier.Inference.Models;

/// <summary>The active models as requests look them up; replaced as a whole when one changes.</summary>
internal sealed record CatalogView(FrozenDictionary<TaskKind, ServedModel> ByTask, FrozenDictionary<string, ServedModel> ByName)
{
    public static CatalogView Empty { get; } = Of([]);

    /// <summary>Where two models answer a task, the first by name does.</summary>
    public static CatalogView Of(IReadOnlyList<ServedModel> active)
    {
        var tasks = new Dictionary<TaskKind, ServedModel>();
        foreach (var model in active.OrderBy(m => m.Manifest.Id.Name, StringComparer.Ordinal))
            foreach (var task in model.Manifest.Tasks) tasks.TryAdd(task.Task, model);
        return new(tasks.ToFrozenDictionary(), active.ToFrozenDictionary(m => m.Manifest.Id.Name, StringComparer.Ordinal));
    }
}
