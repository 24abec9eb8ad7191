using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Classifier.Inference.Providers;
using Classifier.Inference.SelfTests;
using Classifier.Inference.Sessions;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Models;

/// <summary>Takes a manifest to a graph in memory on the provider that was asked for.</summary>
internal sealed class ModelLoader(ProviderChoice choice, ProviderReport machine, GraphStore graphs, ILogger logger)
{
    /// <summary>Compares every file that the manifest names besides its graphs.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public static async Task VerifyAsync(ModelManifest manifest, CancellationToken cancellation)
    {
        foreach (var file in manifest.Files.Values.Append(manifest.Golden?.File).OfType<ModelFile>())
        {
            var path = ModelFiles.Locate(manifest.Directory, file.Path);
            if (file.Sha256 is { } sha256) await ModelFiles.VerifyAsync(path, sha256, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Loads a model of the family <c>packed-encoder</c>.</summary>
    /// <param name="verified">Told once a graph's checksum is right, before it is opened.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public Task<LoadedGraph> LoadAsync(ModelManifest manifest, Action verified, CancellationToken cancellation) =>
        FirstAsync(manifest, manifest.Variants, async variant =>
        {
            var path = await graphs.GetAsync(manifest, variant, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            verified();
            var loaded = LoadedGraph.Load(path, manifest, variant, Plan(manifest, variant));
            return Tested(loaded, variant, () => SelfTest.Run(manifest, variant, loaded.Sessions[0]));
        });

    /// <summary>Loads one graph of an image model.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public Task<LoadedImageGraph> LoadAsync(ModelManifest manifest, ImageGraphManifest graph, Action verified, CancellationToken cancellation) =>
        FirstAsync(manifest, graph.Variants, async variant =>
        {
            var path = await graphs.GetAsync(manifest, variant, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            verified();
            var loaded = LoadedImageGraph.Load(path, manifest, graph, variant, Plan(manifest, variant));
            return Tested(loaded, variant, () => ImageSelfTest.Run(manifest, graph, variant, loaded.Sessions[0]));
        });

    /// <summary>
    /// The first variant that fits, whose graph is there, loads and, on CUDA, computes what it should. With
    /// <see cref="ProviderChoice.Auto"/> a CUDA variant that does not come so far gives way to the next; any other failure ends here.
    /// </summary>
    private async Task<T> FirstAsync<T>(ModelManifest manifest, IReadOnlyList<ModelVariant> variants, Func<ModelVariant, Task<T>> load)
    {
        var candidates = VariantChooser.Candidates(variants, choice, machine.Cpu, machine.Cuda.Usable);
        if (candidates.Count == 0) throw new ClassifierException(ErrorKind.Configuration, $"{manifest.Id}: no variant fits provider {Name(choice)} and processor features {machine.Cpu}");
        for (var i = 0; ; i++)
        {
            var variant = candidates[i];
            try
            {
                return await load(variant).ConfigureAwait(false);
            }
            catch (ClassifierException e) when (choice == ProviderChoice.Auto && variant.Provider == SessionSettings.Cuda && i + 1 < candidates.Count)
            {
                InferenceLog.CudaNotUsed(logger, e.Message);
            }
        }
    }

    private InstancePlan Plan(ModelManifest manifest, ModelVariant variant) => InstancePlan.Of(manifest.Scheduling, variant.Provider, machine.Cores);

    private T Tested<T>(T loaded, ModelVariant variant, Func<SelfTestReport> test)
        where T : IDisposable
    {
        if (variant.Provider == SessionSettings.Cpu) return loaded;
        var report = test();
        if (report.Passed)
        {
            InferenceLog.SelfTestPassed(logger, report.Model, variant.Name, variant.Provider, report.Samples, report.MaxDrift);
            return loaded;
        }
        loaded.Dispose();
        throw new ClassifierException(ErrorKind.Configuration, $"{report.Model} {variant.Name}: the self-test failed: {report.Problem}");
    }

    private static string Name(ProviderChoice choice) => choice switch
    {
        ProviderChoice.Cuda => "cuda",
        ProviderChoice.Cpu => "cpu",
        _ => "auto",
    };
}
