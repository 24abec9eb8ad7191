using Classifier.Inference.Manifests;
using Classifier.Inference.Sessions;

namespace Classifier.Inference.Models;

/// <summary>A variant in memory with a session for each instance.</summary>
internal sealed class LoadedGraph : IDisposable
{
    private readonly List<PackedEncoderGraph> _graphs = [];
    private readonly List<PackedEncoderSession> _sessions = [];

    private LoadedGraph(ModelManifest manifest, ModelVariant variant, InstancePlan plan) => (Manifest, Variant, Plan) = (manifest, variant, plan);

    public ModelManifest Manifest { get; }
    public ModelVariant Variant { get; }
    public InstancePlan Plan { get; }
    public LatencyKey Key => new(Manifest.Id, Variant.Name, Variant.Graph.Sha256, Plan);
    public IReadOnlyList<PackedEncoderSession> Sessions => _sessions;

    /// <summary>
    /// Instances of one thread run on their callers' threads and so share one graph and its weights. With more threads each
    /// needs a pool of its own, which is a graph of its own.
    /// </summary>
    /// <exception cref="Core.ClassifierException">The graph does not load.</exception>
    public static LoadedGraph Load(string path, ModelManifest manifest, ModelVariant variant, InstancePlan plan)
    {
        var loaded = new LoadedGraph(manifest, variant, plan);
        try
        {
            for (var i = 0; i < plan.Instances; i++)
            {
                if (i == 0 || plan.Threads > 1) loaded._graphs.Add(PackedEncoderGraph.Load(path, manifest, new(variant.Provider, plan.Threads)));
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
    public PackedEncoderSession CreateSession() => _graphs[0].CreateSession();

    public void Dispose()
    {
        foreach (var session in _sessions) session.Dispose();
        foreach (var graph in _graphs) graph.Dispose();
    }
}
