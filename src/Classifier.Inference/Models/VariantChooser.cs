using Classifier.Inference.Manifests;
using Classifier.Inference.Providers;
using Classifier.Inference.Sessions;

namespace Classifier.Inference.Models;

/// <summary>Which of a model's graphs fit a machine, best first.</summary>
internal static class VariantChooser
{
    /// <summary>The manifest's order is kept: the first that loads is taken.</summary>
    /// <param name="cudaUsable">Whether <see cref="CudaReport.Usable"/>.</param>
    public static IReadOnlyList<ModelVariant> Candidates(IReadOnlyList<ModelVariant> variants, ProviderChoice choice, CpuFeatures cpu, bool cudaUsable) =>
        [.. variants.Where(v => Allows(choice, v.Provider, cudaUsable) && v.Requires.All(cpu.Has))];

    private static bool Allows(ProviderChoice choice, string provider, bool cudaUsable) => choice switch
    {
        ProviderChoice.Cpu => provider == SessionSettings.Cpu,
        ProviderChoice.Cuda => provider == SessionSettings.Cuda && cudaUsable,
        _ => provider == SessionSettings.Cpu || cudaUsable,
    };
}
