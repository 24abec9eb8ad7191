using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Inference;

/// <summary>The models that a server knows and what state they are in.</summary>
public interface IModelCatalog
{
    /// <summary>Tasks that an active model answers.</summary>
    IReadOnlyCollection<TaskKind> Tasks { get; }

    /// <summary>The active model for a task, or null.</summary>
    ISequenceModel? Find(TaskKind task);

    /// <summary>The active model of a name, or null. A null version means the active one.</summary>
    ISequenceModel? Find(string name, string? version = null);

    /// <summary>The active image model of a name, or null.</summary>
    IImageModel? FindImage(string name) => null;

    /// <summary>The active image model for a task, or null.</summary>
    IImageModel? FindImage(TaskKind task) => null;

    IReadOnlyList<ModelStatus> List();

    /// <summary>Raised after a model's state changed; health follows it.</summary>
    event Action<ModelStatus>? Changed;
}

/// <summary>A model's state as others see it.</summary>
/// <param name="Variant">The graph in use, for example <c>cpu-int8</c>.</param>
/// <param name="Provider"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Reason">Why it failed or was suspended; one line.</param>
/// <param name="Queue">Figures of its batcher; null before it runs.</param>
public sealed record ModelStatus(ModelManifest Manifest, ModelState State, string Variant, string Provider, string? Reason, QueueFigures? Queue);

/// <summary>Lifecycle of a model version.</summary>
public enum ModelState
{
    Staged,
    Verified,
    Warm,
    Shadow,
    Active,
    Draining,
    Retired,
    Suspended,
    Failed,
}

/// <summary>Figures of a batcher; counters run since it started.</summary>
public readonly record struct QueueFigures(
    int QueuedItems,
    long QueuedCost,
    long OldestNs,
    long Batches,
    long Items,
    long RealCost,
    long PaddedCost,
    long Refused,
    long Shed,
    long Expired,
    long Cancelled,
    long Failed);
