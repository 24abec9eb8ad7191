using Classifier.Cli.Json;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Providers;

namespace Classifier.Cli.Doctor;

/// <summary>Makes of what was found what is wrong and how to mend it.</summary>
internal static class Diagnosis
{
    public static IReadOnlyList<ProblemRecord> Of(Examination found)
    {
        var problems = new List<ProblemRecord>();
        var cuda = Cuda(found);
        if (cuda is not null) problems.Add(cuda);
        if (found.Fingerprints is { Problem: { } device })
            problems.Add(new(
                found.Fingerprints.Device == FingerprintExamination.None, "fingerprints: " + device,
                "update the NVIDIA driver, or use --fingerprints cpu; the processor gives the same results"));
        foreach (var (model, files) in found.Models)
        {
            var name = $"{model.Name}@{model.Version}";
            if (model.Problem is { } unreadable) problems.Add(new(false, $"{name}: {unreadable}", "correct the manifest; models/README.md describes its keys"));
            foreach (var file in files.Where(f => f.Problem is not null))
                problems.Add(new(
                    false, $"{name}: {file.Role}: {file.Problem}",
                    $"restore the file from version control, or run 'classifier model build --refresh {model.Directory}' if it was changed on purpose"));
        }
        foreach (var status in found.Statuses)
            if (status is { State: ModelState.Failed, Reason: { } reason } && IsWhole(found, status.Manifest.Id))
                problems.Add(new(false, $"{status.Manifest.Id}: {reason}", "mend what the line says; other models serve without it"));
        // Where CUDA was demanded and is not there, no model was tried.
        if (found.ModelsProblem is { } none && cuda is not { Fatal: true }) problems.Add(new(true, none, Models(found)));
        foreach (var test in found.SelfTests ?? [])
            if (test.Problem is { } failed)
                problems.Add(new(
                    true, $"{test.Model}: self-test of {test.Variant} failed: {failed}",
                    test.Provider == "cuda" ? "serve with --provider cpu, and update the NVIDIA driver" : "report the processor's features above; this graph must not serve here"));
        return problems;
    }

    /// <summary>Whether nothing was said of a model yet: its manifest reads and its files are right.</summary>
    private static bool IsWhole(Examination found, ModelId id) => found.Models.Any(
        m => m.Model.Name == id.Name && m.Model.Version == id.Version && m.Model.Problem is null && m.Files.All(f => f.Problem is null));

    private static ProblemRecord? Cuda(Examination found)
    {
        var cuda = found.Machine.Cuda;
        // A machine without an NVIDIA card lacks nothing that it could use.
        if (cuda.Usable || found.Provider == ProviderChoice.Cpu) return null;
        if (found.Provider == ProviderChoice.Auto && cuda.DeviceFiles.Count == 0 && cuda.DriverVersion is null) return null;
        var mend = cuda switch
        {
            { PackageHasCuda: false } => "build with -p:Accelerator=cuda",
            { MissingLibraries.Count: > 0 } => $"install what holds {string.Join(", ", cuda.MissingLibraries)} (CUDA runtime, cuBLAS, cuDNN) and name its folder in LD_LIBRARY_PATH",
            { DriverVersion: null } => "install the NVIDIA driver; 'nvidia-smi' must list the card",
            { Devices.Count: 0 } => "give this process a card: /dev/nvidia0 must be there, and in a container the NVIDIA runtime",
            _ => "mend what the line says; until then --provider cpu serves",
        };
        return new(found.Provider == ProviderChoice.Cuda, "CUDA cannot be used: " + cuda.Problem, mend);
    }

    private static string Models(Examination found) => found.Models.Count == 0
        ? $"name the folder that holds NAME/VERSION/manifest.yaml with --models; this was {found.ModelsDirectory}"
        : "mend the models above; at least one has to run";
}
