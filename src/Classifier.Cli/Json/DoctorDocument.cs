namespace Classifier.Cli.Json;

/// <summary>What <c>doctor --json</c> prints.</summary>
/// <param name="Healthy">Whether <c>serve</c> would work: no problem in the list is fatal.</param>
/// <param name="SelfTests">Null without <c>--selftest</c>.</param>
internal sealed record DoctorDocument(
    bool Healthy,
    MachineRecord Machine,
    CudaRecord Cuda,
    FingerprintRecord Fingerprints,
    IReadOnlyList<DoctorModelRecord> Models,
    IReadOnlyList<SelfTestRecord>? SelfTests,
    IReadOnlyList<ProblemRecord> Problems);

/// <param name="OnnxRuntime">Version of the native library.</param>
internal sealed record MachineRecord(
    int Cores, IReadOnlyList<string> CpuFeatures, string OnnxRuntime, IReadOnlyList<string> ExecutionProviders, string Framework, string System);

/// <param name="Problem">The first thing to mend; null where CUDA can be used.</param>
internal sealed record CudaRecord(
    bool Usable,
    bool PackageHasCuda,
    string? DriverVersion,
    IReadOnlyList<string> Devices,
    IReadOnlyList<string> MissingLibraries,
    string? Problem);

/// <param name="Device">What runs the heavy work on fingerprints.</param>
/// <param name="OnDevice">Whether that is a GPU; its self-test passed then.</param>
/// <param name="PairsFrom">The smallest bank that duplicates are looked for in on it; null for none.</param>
/// <param name="Problem">Why a GPU that is there is not used; null where it is, or there is none.</param>
internal sealed record FingerprintRecord(string Device, bool OnDevice, int? PairsFrom, string? Problem);

/// <param name="ActiveVariant">The graph that this machine runs; null where it runs none.</param>
/// <param name="Verified">Whether every committed file has the checksum that the manifest names.</param>
internal sealed record DoctorModelRecord(
    string Name,
    string Version,
    string? Licence,
    IReadOnlyList<string> Tasks,
    string State,
    string? ActiveVariant,
    string? Provider,
    bool Verified,
    IReadOnlyList<FileRecord> Files,
    string? Problem);

/// <param name="Role">A variant's name, or the file's key in the manifest.</param>
internal sealed record FileRecord(string Role, string Path, string? Problem);

/// <param name="MaxDrift">Largest distance of a logit from the known one; null where nothing ran.</param>
internal sealed record SelfTestRecord(
    string Model, string Variant, string Provider, int Samples, double? MaxDrift, double? Tolerance, bool Passed, string? Problem);

/// <param name="Fatal">Whether something that is needed is broken.</param>
/// <param name="Mend">What to do about it.</param>
internal sealed record ProblemRecord(bool Fatal, string Problem, string Mend);
