using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Inference.Batching;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Models;

/// <summary>
/// Keeps what a graph costs on this machine from one start to the next, in the data directory. It is advice: what is
/// missing, damaged or of another machine is as good as none, and a disk that takes no file only costs a line in the log.
/// </summary>
/// <param name="machine">Coefficients of another machine are not read.</param>
internal sealed partial class LatencyStore(string dataDirectory, string machine, ILogger logger)
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Processor and cores: what the coefficients depend on.</summary>
    public static string ThisMachine(int cores)
    {
        string? model = null;
        try
        {
            model = File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No such file outside Linux.
        }
        return $"{model ?? "processor"} x {cores}";
    }

    public string PathOf(ModelManifest manifest, ModelVariant variant) =>
        Path.GetFullPath(Path.Combine(dataDirectory, "latency", manifest.Id.Name, manifest.Id.Version, variant.Name + ".json"));

    /// <summary>Null where nothing is kept for this graph, this division of the machine and this machine.</summary>
    public LatencyCoefficients? Read(LoadedGraph graph)
    {
        try
        {
            using var file = File.OpenRead(PathOf(graph.Manifest, graph.Variant));
            var kept = JsonSerializer.Deserialize(file, Json.Default.Record);
            return kept is not null && kept with { Coefficients = null! } == Key(graph) && kept.Coefficients is { IsSound: true } coefficients
                ? coefficients
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(LoadedGraph graph, LatencyCoefficients coefficients)
    {
        var path = PathOf(graph.Manifest, graph.Variant);
        var scratch = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(scratch, JsonSerializer.SerializeToUtf8Bytes(Key(graph) with { Coefficients = coefficients }, Json.Default.Record));
            File.Move(scratch, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            InferenceLog.LatencyNotKept(logger, graph.Manifest.Id, OneLine.Of(e.Message));
            TryDelete(scratch);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk that refused the file refuses this too.
        }
    }

    private Record Key(LoadedGraph graph) => new(machine, graph.Variant.Graph.Sha256, graph.Plan.Instances, graph.Plan.Threads, null!);

    internal sealed record Record(string Machine, string? Graph, int Instances, int Threads, LatencyCoefficients Coefficients);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Record))]
    internal sealed partial class Json : JsonSerializerContext;
}
