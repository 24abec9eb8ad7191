using Classifier.Inference.Manifests;
using Classifier.Inference.SelfTests;

namespace Classifier.Inference.Models;

/// <summary>An image model with each of its graphs behind a batcher.</summary>
internal sealed class ServedImageModel(ModelManifest manifest, IReadOnlyList<ServedImageGraph> graphs) : IImageModel, IServedModel
{
    public ModelManifest Manifest => manifest;

    /// <summary>Graphs mostly take the same variant; where not, each is named once.</summary>
    public string Variant { get; } = string.Join('+', graphs.Select(g => g.Variant.Name).Distinct());

    public string Provider { get; } = string.Join('+', graphs.Select(g => g.Variant.Provider).Distinct());

    public InstancePlan Plan => graphs[0].Plan;

    /// <summary>Of all graphs together; the oldest of any.</summary>
    public QueueFigures Figures
    {
        get
        {
            QueueFigures sum = default;
            foreach (var graph in graphs)
            {
                var f = graph.Figures;
                sum = new(
                    sum.QueuedItems + f.QueuedItems, sum.QueuedCost + f.QueuedCost, Math.Max(sum.OldestNs, f.OldestNs),
                    sum.Batches + f.Batches, sum.Items + f.Items, sum.RealCost + f.RealCost, sum.PaddedCost + f.PaddedCost,
                    sum.Refused + f.Refused, sum.Shed + f.Shed, sum.Expired + f.Expired, sum.Cancelled + f.Cancelled, sum.Failed + f.Failed);
            }
            return sum;
        }
    }

    public IDisposable Admit(string graph, in AdmissionRequest request) => Find(graph).Admit(request);

    public ValueTask<ImageOutputs> RunAsync(string graph, ImageWork work, CancellationToken cancellation) => Find(graph).RunAsync(work, cancellation);

    public IReadOnlyList<SelfTestReport> SelfTest() => [.. graphs.Select(g => g.SelfTest())];

    public void KeepLatencies(LatencyStore store)
    {
        foreach (var graph in graphs) graph.KeepLatencies(store);
    }

    public Task DrainAsync(CancellationToken cancellation) => Task.WhenAll(graphs.Select(g => g.DrainAsync(cancellation)));

    public async ValueTask DisposeAsync()
    {
        foreach (var graph in graphs) await graph.DisposeAsync().ConfigureAwait(false);
    }

    private ServedImageGraph Find(string name)
    {
        foreach (var graph in graphs)
            if (graph.Manifest.Name == name) return graph;
        throw new ArgumentException($"The model {manifest.Id} has no graph of that name.", nameof(name));
    }
}
