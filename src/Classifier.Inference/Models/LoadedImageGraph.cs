using Classifier.Inference.Manifests;
using Classifier.Inference.Sessions;

namespace Classifier.Inference.Models;

/// <summary>One graph of an image model in memory, with a session for each instance.</summary>
internal sealed class LoadedImageGraph : IDisposable
{
    private readonly List<ImageGraph> _graphs = [];
    private readonly List<ImageSession> _sessions = [];

    private LoadedImageGraph(ModelManifest model, ImageGraphManifest manifest, ModelVariant variant, InstancePlan plan) =>
        (Model, Manifest, Variant, Plan) = (model, manifest, variant, plan);

    public ModelManifest Model { get; }
    public ImageGraphManifest Manifest { get; }
    public ModelVariant Variant { get; }
    public InstancePlan Plan { get; }
    public LatencyKey Key => new(Model.Id, $"{Manifest.Name}.{Variant.Name}", Variant.Graph.Sha256, Plan);
    public IReadOnlyList<ImageSession> Sessions => _sessions;

    /// <summary>As <see cref="LoadedGraph.Load"/>: instances of one thread share a graph.</summary>
    /// <exception cref="Core.ClassifierException">The graph does not load.</exception>
    public static LoadedImageGraph Load(string path, ModelManifest model, ImageGraphManifest manifest, ModelVariant variant, InstancePlan plan)
    {
        var loaded = new LoadedImageGraph(model, manifest, variant, plan);
        try
        {
            for (var i = 0; i < plan.Instances; i++)
            {
                if (i == 0 || plan.Threads > 1) loaded._graphs.Add(ImageGraph.Load(path, model.Id, manifest, new(variant.Provider, plan.Threads)));
                loaded._sessions.Add(loaded._graphs[^1].CreateSession());
            }
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>A session for a test beside the serving ones.</summary>
    public ImageSession CreateSession() => _graphs[0].CreateSession();

    public void Dispose()
    {
        foreach (var session in _sessions) session.Dispose();
        foreach (var graph in _graphs) graph.Dispose();
    }
}
