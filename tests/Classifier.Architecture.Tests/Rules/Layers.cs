using Classifier.Architecture.Tests.Facts;

namespace Classifier.Architecture.Tests.Rules;

/// <summary>Who may know whom. A project that is missing here may know nobody, so a new one has to be placed first.</summary>
internal static class Layers
{
    private static readonly string[] Middle =
        ["Classifier.Text", "Classifier.Imaging", "Classifier.Inference", "Classifier.Fingerprint", "Classifier.Governance"];

    private static readonly string[] UpToPipeline = ["Classifier.Core", .. Middle, "Classifier.Pipeline"];

    private static readonly string[] UpToServer = [.. UpToPipeline, "Classifier.Storage", "Classifier.Protos", "Classifier.Server"];

    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Classifier.Core"] = [],
        ["Classifier.Protos"] = [],
        ["Classifier.Text"] = ["Classifier.Core"],
        ["Classifier.Imaging"] = ["Classifier.Core"],
        ["Classifier.Inference"] = ["Classifier.Core"],
        ["Classifier.Fingerprint"] = ["Classifier.Core"],
        ["Classifier.Governance"] = ["Classifier.Core"],
        ["Classifier.ModelBuilder"] = ["Classifier.Core"],
        ["Classifier.Storage"] = ["Classifier.Core", "Classifier.Governance", "Classifier.Fingerprint"],
        ["Classifier.Pipeline"] = ["Classifier.Core", .. Middle],
        ["Classifier.Client"] = ["Classifier.Protos"],
        ["Classifier.Server"] = [.. UpToPipeline, "Classifier.Storage", "Classifier.Protos"],
        ["Classifier.Cli"] = [.. UpToServer, "Classifier.Client", "Classifier.ModelBuilder"],
    };

    /// <summary>Foreign packages and assemblies by the beginning of their name, with the only projects that may know them.</summary>
    private static readonly Dictionary<string, string[]> Owners = new()
    {
        ["Grpc."] = ["Classifier.Server", "Classifier.Client", "Classifier.Protos"],
        ["Google.Protobuf"] = ["Classifier.Server", "Classifier.Client", "Classifier.Protos", "Classifier.ModelBuilder", "Classifier.Cli"],
        ["Google.Api.CommonProtos"] = ["Classifier.Server", "Classifier.Client", "Classifier.Protos"],
        ["Microsoft.AspNetCore"] = ["Classifier.Server", "Classifier.Cli"],
        ["Microsoft.ML.OnnxRuntime"] = ["Classifier.Inference"],
        ["Microsoft.ML.Tokenizers"] = ["Classifier.Text"],
        ["OpenTelemetry"] = ["Classifier.Server"],
        ["Spectre.Console"] = ["Classifier.Cli"],
        ["System.CommandLine"] = ["Classifier.Cli"],
        ["YamlDotNet"] = ["Classifier.Inference", "Classifier.Cli"],
        ["ScottPlot"] = ["Classifier.Cli"],
        ["HdrHistogram"] = ["Classifier.Cli"],
        ["NetVips"] = ["Classifier.Imaging"],
        ["SixLabors."] = ["Classifier.Imaging"],
        ["ILGPU"] = ["Classifier.Fingerprint"],
    };

    // A compiler of .proto files, nothing that code can know.
    private const string BuildTool = "Grpc.Tools";

    public static IEnumerable<string> Violations(IEnumerable<Component> components)
    {
        foreach (var (name, references) in components)
        {
            if (!MayKnow.TryGetValue(name, out var allowed))
            {
                yield return $"{name} has no place among the layers";
                continue;
            }

            foreach (var reference in references.Where(reference => reference != BuildTool))
            {
                if (reference.StartsWith("Classifier.", StringComparison.Ordinal) && !allowed.Contains(reference))
                    yield return $"{name} knows {reference}";
                if (OwnersOf(reference) is { } owners && !owners.Contains(name))
                    yield return $"{name} knows {reference}";
            }
        }
    }

    private static string[]? OwnersOf(string reference) =>
        Owners.Where(owner => reference.StartsWith(owner.Key, StringComparison.Ordinal)).Select(owner => owner.Value).FirstOrDefault();
}
