using Classifier.Core;
using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;

namespace Classifier.Inference.Tests.Providers;

public sealed class ProviderProbeTests : IDisposable
{
    private const string Library = "libonnxruntime_providers_cuda.so";
    private static readonly Func<(IReadOnlyList<string>, string?)> Works = () => (["NVIDIA H100"], null);
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Run_reports_the_runtime_and_this_machine()
    {
        var report = ProviderProbe.Run();

        Assert.Matches(@"^\d+\.\d+\.\d+", report.OnnxRuntime);
        Assert.Contains("CPUExecutionProvider", report.ExecutionProviders);
        Assert.Equal(Environment.ProcessorCount, report.Cores);
        Assert.Equal(report.ExecutionProviders.Contains("CUDAExecutionProvider"), report.Cuda.PackageHasCuda);
        Assert.True(report.Cuda.Usable || report.Cuda.Problem is { Length: > 0 });
    }

    [Fact]
    public void Cuda_says_how_to_build_when_this_build_has_the_processors_package() =>
        Assert.Contains("-p:Accelerator=cuda", Probe(package: false).Problem, StringComparison.Ordinal);

    [Fact]
    public void Cuda_names_the_provider_when_its_library_is_not_there()
    {
        var report = Probe();

        Assert.Null(report.ProviderLibrary);
        Assert.Contains(Library + " is missing", report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_names_exactly_the_library_that_the_system_does_not_find()
    {
        // The system's own loader answers: libc is everywhere, the other is nowhere.
        _directory.File(Library, FakeElf.Build("libonnxruntime_providers_shared.so", "libc.so.6", "libcublasLt-not-there.so.13"));

        var report = ProviderProbe.Cuda(true, [_directory.Path], NativeDependencies.TryLoad, Works);

        Assert.Equal(["libcublasLt-not-there.so.13"], report.MissingLibraries);
        Assert.Equal("missing library: libcublasLt-not-there.so.13", report.Problem);
        Assert.False(report.Usable);
        Assert.Equal(3, report.NeededLibraries.Count);
    }

    [Fact]
    public void Cuda_names_each_missing_library_once_and_the_state_of_the_driver()
    {
        _directory.File(Library, FakeElf.Build("libcudnn.so.9", "libcublas.so.13", "libcurand.so.10"));

        var report = ProviderProbe.Cuda(true, [_directory.Path], name => name == "libcurand.so.10" ? null : "libcublasLt.so.13", () => ([], "no NVIDIA driver"));

        Assert.Equal("missing library: libcublasLt.so.13; no NVIDIA driver", report.Problem);
    }

    [Fact]
    public void Cuda_is_usable_only_when_the_libraries_load_and_a_device_answers()
    {
        _directory.File(Library, FakeElf.Build("libc.so.6"));

        var good = ProviderProbe.Cuda(true, ["/nowhere", _directory.Path], _ => null, Works);
        var deviceless = ProviderProbe.Cuda(true, [_directory.Path], _ => null, () => ([], "the driver reports no device"));

        Assert.True(good.Usable);
        Assert.Equal(["NVIDIA H100"], good.Devices);
        Assert.Equal("the driver reports no device", deviceless.Problem);
    }

    [Fact]
    public void Cuda_says_so_when_the_library_is_damaged()
    {
        _directory.File(Library, "not a library");

        Assert.Contains("cannot be read", Probe().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unable to load shared library 'libcudnn.so.9' or one of its dependencies.\nlibcublasLt.so.13: cannot open shared object file: No such file or directory\n", "libcublasLt.so.13")]
    [InlineData("libnvinfer-10.so: cannot open shared object file", "libnvinfer-10.so")]
    [InlineData("undefined symbol: cudaFoo", "asked.so")]
    [InlineData("", "asked.so")]
    public void Blame_is_what_the_loader_names(string message, string blamed) => Assert.Equal(blamed, NativeDependencies.Blame("asked.so", message));

    [Fact]
    public void TryLoad_follows_to_what_a_library_needs()
    {
        Assert.Null(NativeDependencies.TryLoad("libc.so.6"));
        Assert.Equal("libnot-there.so.1", NativeDependencies.TryLoad("libnot-there.so.1"));
    }

    [Fact]
    public void Version_reads_the_drivers_number()
    {
        var path = _directory.File("version", "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build\nGCC version:  gcc version 13.3.0\n");

        Assert.Equal("580.95.05", CudaDriver.Version(path));
        Assert.Null(CudaDriver.Version(_directory.File("empty", "")));
        Assert.Null(CudaDriver.Version(Path.Combine(_directory.Path, "none")));
    }

    [Theory]
    [InlineData("auto", ProviderChoice.Auto)]
    [InlineData("cpu", ProviderChoice.Cpu)]
    [InlineData("cuda", ProviderChoice.Cuda)]
    public void Parse_reads_the_three_choices(string text, ProviderChoice choice) => Assert.Equal(choice, ProviderChoices.Parse(text));

    [Fact]
    public void Parse_refuses_anything_else() =>
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ProviderChoices.Parse("gpu")).Kind);

    public void Dispose() => _directory.Dispose();

    private CudaReport Probe(bool package = true) => ProviderProbe.Cuda(package, [_directory.Path], _ => null, Works);
}
