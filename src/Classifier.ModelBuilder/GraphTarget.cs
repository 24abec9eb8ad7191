using Classifier.Core;

namespace Classifier.ModelBuilder;

/// <summary>A kind of machine that a graph is written for.</summary>
public enum GraphTarget
{
    /// <summary>int8 for processors with VNNI. Committed with the model.</summary>
    CpuInt8,

    /// <summary>int8 with 7-bit weights, for processors without VNNI, whose unsigned × signed products saturate at 16 bits.</summary>
    CpuInt8Avx2,

    /// <summary>float32, the reference that the others are compared with.</summary>
    CpuFp32,

    /// <summary>float16 with fused operators for CUDA.</summary>
    CudaFp16,
}

/// <summary>Names of targets, as manifests and the command line write them.</summary>
public static class GraphTargets
{
    public static IReadOnlyList<GraphTarget> All { get; } = Enum.GetValues<GraphTarget>();

    public static string Name(this GraphTarget target) => target switch
    {
        GraphTarget.CpuInt8 => "cpu-int8",
        GraphTarget.CpuInt8Avx2 => "cpu-int8-avx2",
        GraphTarget.CpuFp32 => "cpu-fp32",
        GraphTarget.CudaFp16 => "cuda-fp16",
        _ => throw new ArgumentOutOfRangeException(nameof(target)),
    };

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: no target has that name.</exception>
    public static GraphTarget Parse(string name)
    {
        foreach (var target in All)
            if (target.Name() == name) return target;
        throw new ClassifierException(ErrorKind.Configuration, $"No graph target has that name; there are {string.Join(", ", All.Select(Name))}.", "target");
    }
}
