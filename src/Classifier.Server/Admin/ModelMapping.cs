using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;

namespace Classifier.Server.Admin;

/// <summary>Puts models and their figures on the wire.</summary>
internal static class ModelMapping
{
    public static V1.Model Write(ModelStatus model) => new()
    {
        Name = model.Manifest.Id.Name,
        Version = model.Manifest.Id.Version,
        State = Write(model.State),
        Tasks = { model.Manifest.Tasks.Select(t => t.Task.Name) },
        Licence = model.Manifest.Licence == ModelLicence.Permissive ? "permissive" : "research-only",
        Variant = model.Variant,
        Provider = model.Provider,
        Reason = model.Reason ?? string.Empty,
    };

    public static V1.QueueStats Write(ModelId model, in QueueFigures queue) => new()
    {
        Model = model.ToString(),
        QueuedItems = queue.QueuedItems,
        QueuedCost = queue.QueuedCost,
        OldestNs = queue.OldestNs,
        Batches = queue.Batches,
        Items = queue.Items,
        RealCost = queue.RealCost,
        PaddedCost = queue.PaddedCost,
        Refused = queue.Refused,
        Shed = queue.Shed,
        Expired = queue.Expired,
        Cancelled = queue.Cancelled,
        Failed = queue.Failed,
    };

    private static V1.Model.Types.State Write(ModelState state) => state switch
    {
        ModelState.Staged => V1.Model.Types.State.Staged,
        ModelState.Verified => V1.Model.Types.State.Verified,
        ModelState.Warm => V1.Model.Types.State.Warm,
        ModelState.Shadow => V1.Model.Types.State.Shadow,
        ModelState.Active => V1.Model.Types.State.Active,
        ModelState.Draining => V1.Model.Types.State.Draining,
        ModelState.Retired => V1.Model.Types.State.Retired,
        ModelState.Suspended => V1.Model.Types.State.Suspended,
        ModelState.Failed => V1.Model.Types.State.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
