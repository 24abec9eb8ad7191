using Classifier.Inference.Providers;

namespace Classifier.Inference.Tests.Providers;

public sealed class CpuFeaturesTests
{
    [Fact]
    public void Current_agrees_with_the_kernel()
    {
        if (!File.Exists("/proc/cpuinfo")) Assert.Skip("There is no /proc/cpuinfo here.");
        var flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal))?.Split(' ').ToHashSet();
        if (flags is null) Assert.Skip("/proc/cpuinfo names no flags here.");

        var cpu = CpuFeatures.Current;

        Assert.Equal(flags.Contains("avx2"), cpu.Avx2);
        Assert.Equal(flags.Contains("avx512f") && flags.Contains("avx512bw"), cpu.Avx512);
        Assert.Equal(flags.Contains("avx512_vnni") || flags.Contains("avx_vnni"), cpu.Vnni);
    }

    [Fact]
    public void Has_knows_exactly_the_names_that_manifests_may_use()
    {
        var all = new CpuFeatures(true, true, true);

        Assert.All(CpuFeatures.Known, name => Assert.True(all.Has(name)));
        Assert.All(CpuFeatures.Known, name => Assert.False(new CpuFeatures(false, false, false).Has(name)));
        Assert.False(all.Has("amx"));
        Assert.True(new CpuFeatures(false, false, true).Has("vnni"));
        Assert.Equal("avx2 vnni", new CpuFeatures(true, false, true).ToString());
    }
}
