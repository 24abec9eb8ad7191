using Classifier.Inference.Manifests;

namespace Classifier.Inference.Models;

/// <summary>A version and what became of it. Guarded by the repository's lock.</summary>
internal sealed class ModelEntry(ModelManifest manifest)
{
    public ModelManifest Manifest { get; } = manifest;
    public ModelState State { get; private set; } = ModelState.Staged;
    public string? Reason { get; private set; }
    public IServedModel? Served { get; set; }

    public ModelStatus Status => new(Manifest, State, Served?.Variant ?? "", Served?.Provider ?? "", Reason, Served?.Figures);

    /// <exception cref="InvalidOperationException">The lifecycle has no such step.</exception>
    public void Move(ModelState state, string? reason = null)
    {
        if (!ModelLifecycle.Allows(State, state)) throw new InvalidOperationException($"A model cannot go from {State} to {state}.");
        (State, Reason) = (state, reason);
    }
}
