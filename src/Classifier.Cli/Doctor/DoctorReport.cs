using System.Runtime.InteropServices;
using Classifier.Cli.Classify;
using Classifier.Cli.Json;
using Classifier.Cli.Models;
using Classifier.Inference;
using Classifier.Inference.Providers;
using Classifier.Inference.SelfTests;

namespace Classifier.Cli.Doctor;

/// <summary>Makes the document of an examination.</summary>
internal static class DoctorReport
{
    // The state of a model that was not tried, for example because CUDA was demanded and is not there.
    private const string NotLoaded = "NOT_LOADED";

    public static DoctorDocument Of(Examination found, IReadOnlyList<ProblemRecord> problems)
    {
        var m = found.Machine;
        return new(
            !problems.Any(p => p.Fatal),
            new(
                m.Cores, [.. CpuFeatures.Known.Where(m.Cpu.Has)], m.OnnxRuntime, m.ExecutionProviders,
                RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription),
            new(m.Cuda.Usable, m.Cuda.PackageHasCuda, m.Cuda.DriverVersion, m.Cuda.Devices, m.Cuda.MissingLibraries, m.Cuda.Problem),
            found.Fingerprints,
            [.. found.Models.Select(x => Model(x.Model, x.Files, found.Statuses))],
            found.SelfTests?.Select(Test).ToArray(),
            problems);
    }

    private static DoctorModelRecord Model(FoundModel model, IReadOnlyList<CheckedFile> files, IReadOnlyList<ModelStatus> statuses)
    {
        var status = statuses.FirstOrDefault(s => s.Manifest.Id.Name == model.Name && s.Manifest.Id.Version == model.Version);
        var active = status is { State: ModelState.Active };
        return new(
            model.Name, model.Version, model.Manifest is { } manifest ? Licences.Name(manifest.Licence) : null,
            [.. model.Manifest?.Tasks.Select(t => t.Task.Name) ?? []],
            status is null ? NotLoaded : Verdicts.Word(status.State), active ? status!.Variant : null, active ? status!.Provider : null,
            model.Manifest is not null && files.All(f => f.Problem is null),
            [.. files.Select(f => new FileRecord(f.Role, f.Path, f.Problem))],
            model.Problem ?? status?.Reason);
    }

    // JSON has no NaN; a drift that was never measured is null.
    private static SelfTestRecord Test(SelfTestReport r) => new(
        r.Model.ToString(), r.Variant, r.Provider, r.Samples, double.IsFinite(r.MaxDrift) ? r.MaxDrift : null,
        double.IsFinite(r.Tolerance) ? r.Tolerance : null, r.Passed, r.Problem);
}
