using Classifier.Inference;

namespace Classifier.Server.Health;

/// <summary>When a server and its models count as serving.</summary>
internal static class Serving
{
    private static bool IsLoading(ModelState state) => state is ModelState.Staged or ModelState.Verified or ModelState.Warm;

    /// <summary>
    /// A model answers, and no name waits for its first version. A failed model does not take the server away: its tasks'
    /// results say so, and policy decides what follows.
    /// </summary>
    public static bool Server(IReadOnlyList<ModelStatus> models) =>
        models.Any(m => m.State == ModelState.Active) && !Names(models).Any(versions => IsWaiting(versions));

    /// <summary>Every name has an active version.</summary>
    public static bool EveryModel(IReadOnlyList<ModelStatus> models) =>
        models.Any(m => m.State == ModelState.Active) && Names(models).All(Model);

    /// <param name="versions">Those of one name.</param>
    public static bool Model(IEnumerable<ModelStatus> versions) => versions.Any(m => m.State == ModelState.Active);

    /// <summary>Whether waiting may still make the server serve.</summary>
    public static bool IsHopeful(IReadOnlyList<ModelStatus> models) => models.Any(m => IsLoading(m.State));

    public static IEnumerable<IGrouping<string, ModelStatus>> Names(IReadOnlyList<ModelStatus> models) =>
        models.Where(m => m.State != ModelState.Retired).GroupBy(m => m.Manifest.Id.Name);

    private static bool IsWaiting(IGrouping<string, ModelStatus> versions) =>
        versions.Any(m => IsLoading(m.State)) && !versions.Any(m => m.State is ModelState.Active or ModelState.Suspended);
}
