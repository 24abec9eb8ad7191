using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Internal;
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

    public string PathOf(LatencyKey key) =>
        Path.GetFullPath(Path.Combine(dataDirectory, "latency", key.Model.Name, key.Model.Version, key.Graph + ".json"));

    /// <summary>Null where nothing is kept for this graph, this division of the machine and this machine.</summary>
    public LatencyCoefficients? Read(LatencyKey key)
    {
        try
        {
            using var file = File.OpenRead(PathOf(key));
            var kept = JsonSerializer.Deserialize(file, Json.Default.Record);
            return kept is not null && kept with { Coefficients = null! } == Named(key) && kept.Coefficients is { IsSound: true } coefficients
                ? coefficients
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(LatencyKey key, LatencyCoefficients coefficients)
    {
        var path = PathOf(key);
        var scratch = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(scratch, JsonSerializer.SerializeToUtf8Bytes(Named(key) with { Coefficients = coefficients }, Json.Default.Record));
            File.Move(scratch, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            InferenceLog.LatencyNotKept(logger, key.Model, OneLine.Of(e.Message));
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

    private Record Named(LatencyKey key) => new(machine, key.Sha256, key.Plan.Instances, key.Plan.Threads, null!);

    internal sealed record Record(string Machine, string? Graph, int Instances, int Threads, LatencyCoefficients Coefficients);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Record))]
    internal sealed partial class Json : JsonSerializerContext;
}

/// <summary>What coefficients belong to: a graph in a division of the machine.</summary>
/// <param name="Graph">Unique in the model; no path.</param>
internal readonly record struct LatencyKey(ModelId Model, string Graph, string? Sha256, InstancePlan Plan);
