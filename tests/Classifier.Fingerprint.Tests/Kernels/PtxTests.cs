using System.Reflection;
using Classifier.Fingerprint.Kernels.Internal;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Classifier.Fingerprint.Tests.Kernels;

/// <summary>Every kernel compiles for the cards that the server is meant for, without such a card.</summary>
public sealed class PtxTests
{
    private static readonly (CudaArchitecture Architecture, CudaInstructionSet Instructions)[] Targets =
        [(CudaArchitecture.SM_80, CudaInstructionSet.ISA_70), (CudaArchitecture.SM_90, CudaInstructionSet.ISA_80)];

    public static TheoryData<string, int> Kernels()
    {
        var data = new TheoryData<string, int>();
        foreach (var kernel in new[] { typeof(PdqKernels), typeof(HammingKernels) }.SelectMany(KernelsOf))
            for (var target = 0; target < Targets.Length; target++)
                data.Add(kernel.Name, target);
        return data;
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Kernel_compiles_to_PTX(string name, int target)
    {
        var (architecture, instructions) = Targets[target];
        var ptx = Compile(name, architecture, instructions);
        // ILGPU 1.5.3 names sm_80 for every newer card too; the driver builds upwards from it.
        Assert.Contains(".target sm_80", ptx, StringComparison.Ordinal);
        Assert.Contains($".version {instructions}", ptx, StringComparison.Ordinal);
        Assert.Contains(".visible .entry", ptx, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(HammingKernels.SelectNearest))]
    [InlineData(nameof(HammingKernels.CollectPairs))]
    public void Hamming_kernels_count_bits_by_an_instruction_and_share_memory(string name)
    {
        var ptx = Compile(name, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80);
        Assert.Contains("popc.b64", ptx, StringComparison.Ordinal);
        Assert.Contains(".shared", ptx, StringComparison.Ordinal);
        Assert.Contains("bar.sync", ptx, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(PdqKernels.Box))]
    [InlineData(nameof(PdqKernels.Transform))]
    public void Floating_point_kernels_divide_truly_and_name_no_fused_operation(string name)
    {
        var ptx = Compile(name, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80);
        Assert.DoesNotContain("fma", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain("div.approx", ptx, StringComparison.Ordinal);
        Assert.Equal(name == nameof(PdqKernels.Box), ptx.Contains("div.rn.f32", StringComparison.Ordinal));
    }

    private static IEnumerable<MethodInfo> KernelsOf(Type type) => type.GetMethods(BindingFlags.Static | BindingFlags.Public);

    private static string Compile(string name, CudaArchitecture architecture, CudaInstructionSet instructions)
    {
        var kernel = new[] { typeof(PdqKernels), typeof(HammingKernels) }.SelectMany(KernelsOf).Single(method => method.Name == name);
        using var context = Context.Create(builder => builder.Inlining(InliningMode.Aggressive));
        using var backend = new PTXBackend(context, architecture, instructions, null!);
        var entry = kernel.DeclaringType == typeof(PdqKernels)
            ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel)
            : EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return ((PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly;
    }
}
