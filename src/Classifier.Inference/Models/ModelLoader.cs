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

    /// <summary>
    /// The first variant that fits, whose graph is there, loads and, on CUDA, computes what it should. With
    /// <see cref="ProviderChoice.Auto"/> a CUDA variant that does not come so far gives way to the next; any other failure ends here.
    /// </summary>
    /// <param name="verified">Told once a graph's checksum is right, before it is opened.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public async Task<LoadedGraph> LoadAsync(ModelManifest manifest, Action verified, CancellationToken cancellation)
    {
        var candidates = VariantChooser.Candidates(manifest.Variants, choice, machine.Cpu, machine.Cuda.Usable);
        if (candidates.Count == 0) throw new ClassifierException(ErrorKind.Configuration, $"{manifest.Id}: no variant fits provider {Name(choice)} and processor features {machine.Cpu}");
        for (var i = 0; ; i++)
        {
            var variant = candidates[i];
            try
            {
                return await LoadAsync(manifest, variant, verified, cancellation).ConfigureAwait(false);
            }
            catch (ClassifierException e) when (choice == ProviderChoice.Auto && variant.Provider == SessionSettings.Cuda && i + 1 < candidates.Count)
            {
                InferenceLog.CudaNotUsed(logger, e.Message);
            }
        }
    }

    private async Task<LoadedGraph> LoadAsync(ModelManifest manifest, ModelVariant variant, Action verified, CancellationToken cancellation)
    {
        var path = await graphs.GetAsync(manifest, variant, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        verified();
        var loaded = LoadedGraph.Load(path, manifest, variant, InstancePlan.Of(manifest.Scheduling, variant.Provider, machine.Cores));
        if (variant.Provider == SessionSettings.Cpu) return loaded;

        var report = SelfTest.Run(manifest, variant, loaded.Sessions[0]);
        if (report.Passed)
        {
            InferenceLog.SelfTestPassed(logger, manifest.Id, variant.Name, variant.Provider, report.Samples, report.MaxDrift);
            return loaded;
        }
        loaded.Dispose();
        throw new ClassifierException(ErrorKind.Configuration, $"{manifest.Id} {variant.Name}: the self-test failed: {report.Problem}");
    }

    private static string Name(ProviderChoice choice) => choice switch
    {
        ProviderChoice.Cuda => "cuda",
        ProviderChoice.Cpu => "cpu",
        _ => "auto",
    };
}
