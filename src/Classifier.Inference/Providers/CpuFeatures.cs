using System.Runtime.Intrinsics.X86;

namespace Classifier.Inference.Providers;

/// <summary>Processor features that a graph variant can require.</summary>
/// <param name="Vnni">
/// uint8 × int8 dot products that accumulate in 32 bits (AVX-512 VNNI or AVX-VNNI). Without them ONNX Runtime's kernels use
/// <c>vpmaddubsw</c>, whose 16-bit sums saturate.
/// </param>
public sealed record CpuFeatures(bool Avx2, bool Avx512, bool Vnni)
{
    public const string Avx2Name = "avx2";
    public const string Avx512Name = "avx512";
    public const string VnniName = "vnni";

    /// <summary>The names that <c>requires</c> may use.</summary>
    public static IReadOnlyList<string> Known { get; } = [Avx2Name, Avx512Name, VnniName];

    public static CpuFeatures Current { get; } = Detect();

    public bool Has(string feature) => feature switch
    {
        Avx2Name => Avx2,
        Avx512Name => Avx512,
        VnniName => Vnni,
        _ => false,
    };

    public override string ToString() => string.Join(' ', Known.Where(Has)) is { Length: > 0 } names ? names : "none";

    /// <summary>
    /// VNNI by CPUID, as ONNX Runtime itself decides: leaf 7.0 ECX bit 11 (AVX512_VNNI, Intel SDM table 3-8) together with
    /// AVX-512 enabled by the system, or leaf 7.1 EAX bit 4 (AVX-VNNI) together with AVX2.
    /// </summary>
    private static CpuFeatures Detect()
    {
        var avx2 = System.Runtime.Intrinsics.X86.Avx2.IsSupported;
        var avx512 = Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported;
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7) return new(avx2, avx512, Vnni: false);
        var leaf7 = X86Base.CpuId(7, 0);
        var avx512Vnni = avx512 && (leaf7.Ecx & (1 << 11)) != 0;
        var avxVnni = avx2 && leaf7.Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 4)) != 0;
        return new(avx2, avx512, avx512Vnni || avxVnni);
    }
}
