using Classifier.Inference.Batching;
using Classifier.Inference.Brands;
using Classifier.Inference.Manifests;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Models;

/// <summary>Loads a model of any family, runs it warm and puts its batchers in front of it.</summary>
/// <param name="observer">Hears of every batch, on the thread that ran it.</param>
/// <param name="latencies">What earlier starts learnt.</param>
internal sealed class ModelOpening(ModelLoader loader, Action<BatchReport> observer, LatencyStore latencies, TimeProvider time, ILogger logger)
{
    /// <param name="verified">Told, perhaps again and again, once a checksum is right.</param>
    /// <exception cref="Core.ClassifierException"><see cref="Core.ErrorKind.Configuration"/>.</exception>
    /// <exception cref="ModelFaultException">The graph does not run here.</exception>
    public async Task<IServedModel> OpenAsync(ModelManifest manifest, Action verified, CancellationToken cancellation) =>
        manifest.Family is ModelFamilies.Image or ModelFamilies.Logo
            ? await OpenImageAsync(manifest, verified, cancellation).ConfigureAwait(false)
            : await OpenSequenceAsync(manifest, verified, cancellation).ConfigureAwait(false);

    private async Task<ServedModel> OpenSequenceAsync(ModelManifest manifest, Action verified, CancellationToken cancellation)
    {
        var graph = await loader.LoadAsync(manifest, verified, cancellation).ConfigureAwait(false);
        try
        {
            var batcher = BatcherSetup.Create(graph, WarmUp.Run(graph.Sessions[0], manifest.Limits, time), latencies.Read(graph.Key), time, logger);
            batcher.BatchCompleted += (in BatchReport report) => observer(report);
            return new(graph, batcher);
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    private async Task<ServedImageModel> OpenImageAsync(ModelManifest manifest, Action verified, CancellationToken cancellation)
    {
        var served = new List<ServedImageGraph>();
        // Brands that cannot be read are found now and not by the first picture.
        if (manifest.Logo is not null) _ = PublicBrands.Read(manifest);
        try
        {
            foreach (var graph in manifest.Graphs)
            {
                var loaded = await loader.LoadAsync(manifest, graph, verified, cancellation).ConfigureAwait(false);
                try
                {
                    var batcher = BatcherSetup.Create(loaded, ImageWarmUp.Run(loaded.Sessions[0], graph, time), latencies.Read(loaded.Key), time, logger);
                    batcher.BatchCompleted += (in BatchReport report) => observer(report);
                    served.Add(new(loaded, batcher));
                }
                catch
                {
                    loaded.Dispose();
                    throw;
                }
            }
            return new(manifest, served);
        }
        catch
        {
            foreach (var graph in served) await graph.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
