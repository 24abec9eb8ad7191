using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;

namespace Classifier.Inference.Tests.Models;

public sealed class VariantChooserTests
{
    private static readonly ModelVariant[] Variants =
    [
        Variant("cuda-fp16", "cuda"),
        Variant("cpu-int8", "cpu", "vnni"),
        Variant("cpu-int8-avx2", "cpu", "avx2"),
        Variant("cpu-float", "cpu"),
    ];

    [Theory]
    [InlineData(ProviderChoice.Auto, true, true, true, "cuda-fp16 cpu-int8 cpu-int8-avx2 cpu-float")]
    [InlineData(ProviderChoice.Auto, false, true, true, "cpu-int8 cpu-int8-avx2 cpu-float")]
    [InlineData(ProviderChoice.Auto, false, true, false, "cpu-int8-avx2 cpu-float")]
    [InlineData(ProviderChoice.Auto, false, false, false, "cpu-float")]
    [InlineData(ProviderChoice.Cpu, true, true, true, "cpu-int8 cpu-int8-avx2 cpu-float")]
    [InlineData(ProviderChoice.Cuda, true, false, false, "cuda-fp16")]
    [InlineData(ProviderChoice.Cuda, false, true, true, "")]
    public void Candidates_are_those_that_fit_in_the_manifests_order(ProviderChoice choice, bool cuda, bool avx2, bool vnni, string names) =>
        Assert.Equal(names, string.Join(' ', VariantChooser.Candidates(Variants, choice, new(avx2, false, vnni), cuda).Select(v => v.Name)));

    private static ModelVariant Variant(string name, string provider, params string[] requires) => new(name, provider, requires, new(name + ".onnx", null), false);
}
