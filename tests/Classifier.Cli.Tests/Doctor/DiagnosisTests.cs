using Classifier.Cli.Doctor;
using Classifier.Cli.Models;
using Classifier.Cli.Tests.Support;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Providers;
using Classifier.Inference.SelfTests;

namespace Classifier.Cli.Tests.Doctor;

public sealed class DiagnosisTests
{
    private static readonly CudaReport NoCard = new(false, null, [], [], null, [], [], "this build has ONNX Runtime's CPU package");
    private static readonly CudaReport Works = new(true, "/lib/cuda.so", ["libcudnn.so.9"], [], "570.1", ["/dev/nvidia0"], ["NVIDIA X"], null);

    private static Examination Found(ProviderChoice provider = ProviderChoice.Auto, CudaReport? cuda = null) =>
        new(provider, new("1.0", ["CPUExecutionProvider"], new(true, false, false), 2, cuda ?? NoCard), new("the processor", false, null, null), "models", [], [], null, null);

    [Fact]
    public void A_machine_without_a_card_lacks_nothing() => Assert.Empty(Diagnosis.Of(Found()));

    [Fact]
    public void A_machine_whose_card_works_lacks_nothing() => Assert.Empty(Diagnosis.Of(Found(ProviderChoice.Cuda, Works)));

    [Fact]
    public void A_missing_library_is_named_exactly()
    {
        var cuda = Works with { MissingLibraries = ["libcudnn.so.9"], Problem = "missing library: libcudnn.so.9" };
        var problem = Assert.Single(Diagnosis.Of(Found(cuda: cuda)));
        Assert.False(problem.Fatal);
        Assert.Contains("libcudnn.so.9", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("libcudnn.so.9", problem.Mend, StringComparison.Ordinal);
        Assert.Contains("LD_LIBRARY_PATH", problem.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProviderChoice.Cuda, true)]
    [InlineData(ProviderChoice.Auto, false)]
    public void Cuda_that_does_not_work_is_fatal_only_where_it_was_asked_for(ProviderChoice provider, bool fatal) =>
        Assert.Equal(fatal, Assert.Single(Diagnosis.Of(Found(provider, Works with { Problem = "no device answers", Devices = [] }))).Fatal);

    [Fact]
    public void Cuda_is_of_no_concern_where_the_processor_was_asked_for() =>
        Assert.Empty(Diagnosis.Of(Found(ProviderChoice.Cpu, Works with { Problem = "no device answers" })));

    [Fact]
    public void A_cpu_build_beside_a_card_is_told_how_to_build()
    {
        var problem = Assert.Single(Diagnosis.Of(Found(cuda: NoCard with { DeviceFiles = ["/dev/nvidia0"], DriverVersion = "570.1" })));
        Assert.Equal("build with -p:Accelerator=cuda", problem.Mend);
    }

    [Fact]
    public void A_wrong_file_is_named_with_the_way_to_mend_it()
    {
        var found = Found() with { Models = [(new("/m/text/1", null, null), [new("cpu-int8", "a.onnx", "sha256 differs"), new("tokenizer", "t", null)])] };
        var problem = Assert.Single(Diagnosis.Of(found));
        Assert.Equal((false, "text@1: cpu-int8: sha256 differs"), (problem.Fatal, problem.Problem));
        Assert.Contains("model build --refresh /m/text/1", problem.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void No_model_that_runs_is_fatal()
    {
        var none = Assert.Single(Diagnosis.Of(Found() with { ModelsProblem = "models: holds no model" }));
        Assert.True(none.Fatal);
        Assert.Contains("--models", none.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_that_was_asked_for_and_is_not_there_is_said_once() =>
        Assert.Single(Diagnosis.Of(Found(ProviderChoice.Cuda) with { ModelsProblem = "provider cuda is not available" }));

    [Theory]
    [InlineData(null, 1)]
    [InlineData("sha256 differs", 1)]
    public void A_model_that_failed_is_said_once_whether_its_files_are_right_or_not(string? wrongFile, int problems)
    {
        var manifest = ModelChoice.Find(CheckoutModels.Folder(), "text@1");
        var found = Found() with
        {
            Models = [(new(manifest.Directory, manifest, null), [new CheckedFile("cpu-int8", "a.onnx", wrongFile)])],
            Statuses = [new(manifest, ModelState.Failed, "", "", "it does not load", null)],
        };
        Assert.Equal(problems, Diagnosis.Of(found).Count);
        Assert.Contains(wrongFile ?? "it does not load", Diagnosis.Of(found)[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_self_test_is_fatal_and_a_passed_one_is_no_problem()
    {
        var passed = new SelfTestReport(new ModelId("text", "1"), "cpu-int8", "cpu", 60, 0.1, 0.7, null);
        var problem = Assert.Single(Diagnosis.Of(Found() with { SelfTests = [passed, passed with { Problem = "a logit is off by 3" }] }));
        Assert.True(problem.Fatal);
        Assert.Contains("off by 3", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_is_healthy_unless_something_is_fatal()
    {
        var wrongFile = Found() with { Models = [(new("/m/text/1", null, null), [new CheckedFile("cpu-int8", "a.onnx", "sha256 differs")])] };
        Assert.True(DoctorReport.Of(wrongFile, Diagnosis.Of(wrongFile)).Healthy);
        var none = wrongFile with { ModelsProblem = "none" };
        Assert.False(DoctorReport.Of(none, Diagnosis.Of(none)).Healthy);
    }

    [Fact]
    public void A_drift_that_was_never_measured_is_null_in_the_report()
    {
        var test = new SelfTestReport(new ModelId("text", "1"), "cpu-int8", "cpu", 0, double.NaN, double.NaN, "no golden logits");
        var found = Found() with { SelfTests = [test] };
        var record = Assert.Single(DoctorReport.Of(found, []).SelfTests!);
        Assert.Equal((null, null, false), (record.MaxDrift, record.Tolerance, record.Passed));
    }
}
