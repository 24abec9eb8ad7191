using System.Text.RegularExpressions;
using Classifier.Core;
using Classifier.ModelBuilder.Reference;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder;

/// <summary>What a refresh did.</summary>
/// <param name="Graphs">All variants that were built, committed and built ones.</param>
/// <param name="Changed">Paths whose checksum in the manifest changed.</param>
public sealed record RefreshedModel(IReadOnlyList<BuiltGraph> Graphs, IReadOnlyList<string> Changed);

internal static partial class ModelRefresh
{
    private const string ManifestName = "manifest.yaml";
    private const string GoldenName = "golden.jsonl";
    private const string Folder = "weights";

    public static RefreshedModel Run(string modelDirectory)
    {
        var manifestPath = Path.Combine(modelDirectory, ManifestName);
        if (!File.Exists(manifestPath)) throw new ClassifierException(ErrorKind.Configuration, "The model folder has no manifest.yaml.", "manifest");
        var manifest = File.ReadAllText(manifestPath);
        if (WeightsChanged(modelDirectory, manifest)) Calibrate(modelDirectory);
        var graphs = new List<BuiltGraph>();
        foreach (var (target, path) in Graphs(manifest))
        {
            var graph = ModelBuild.Build(Path.Combine(modelDirectory, Folder), target, Path.Combine(modelDirectory, path));
            var outputs = Outputs(manifest);
            if (graph.Outputs != outputs)
                throw new ClassifierException(ErrorKind.Configuration, $"The weights have {graph.Outputs} heads, the manifest names {outputs} outputs.", "outputs");
            graphs.Add(graph);
        }

        var changed = new List<string>();
        foreach (var (path, old) in ManifestChecksums.Read(manifest))
        {
            var file = Path.Combine(modelDirectory, path);
            if (!File.Exists(file)) throw new ClassifierException(ErrorKind.Configuration, $"The model folder lacks {path}.", "manifest");
            var sha256 = ModelBuild.Sha256(file);
            if (sha256 == old) continue;
            manifest = ManifestChecksums.Replace(manifest, path, sha256);
            changed.Add(path);
        }
        if (changed.Count > 0) File.WriteAllText(manifestPath, manifest);
        return new RefreshedModel(graphs, changed);
    }

    // The graphs' bytes must not depend on how often this runs, nor on where: scales are taken anew only when what they come from changed.
    private static bool WeightsChanged(string modelDirectory, string manifest)
    {
        var known = ManifestChecksums.Read(manifest).ToDictionary(e => e.Path, e => e.Sha256, StringComparer.Ordinal);
        string[] sources = [WeightFiles.FineTunedName, WeightFiles.BaseName, WeightFiles.CalibrationName];
        return sources.Select(name => Folder + "/" + name).Any(path =>
                !known.TryGetValue(path, out var sha256) || !File.Exists(Path.Combine(modelDirectory, path)) || ModelBuild.Sha256(Path.Combine(modelDirectory, path)) != sha256)
            || !File.Exists(Path.Combine(modelDirectory, Folder, WeightFiles.RangesName));
    }

    private static void Calibrate(string modelDirectory)
    {
        var files = WeightFiles.In(Path.Combine(modelDirectory, Folder));
        using var weights = EncoderWeights.Open([files.FineTuned, files.Base]);
        var encoder = new ReferenceEncoder(weights);
        var texts = TokenLines.Read(Path.Combine(modelDirectory, Folder, WeightFiles.CalibrationName));
        ActivationRanges.Write(files.Ranges, encoder.Ranges(texts));
        GoldenLogits.Renew(Path.Combine(modelDirectory, GoldenName), encoder);
    }

    // A variant is a list item "- name: N" whose graph's path follows before the next item.
    private static IEnumerable<(GraphTarget Target, string Path)> Graphs(string manifest)
    {
        foreach (Match variant in Variant().Matches(Section(manifest, "variants")))
            yield return (GraphTargets.Parse(variant.Groups["name"].Value), variant.Groups["path"].Value);
    }

    private static int Outputs(string manifest) => Item().Count(Section(manifest, "outputs"));

    private static string Section(string manifest, string key)
    {
        var start = Regex.Match(manifest, $@"^{key}:[ \t]*\r?\n", RegexOptions.Multiline);
        if (!start.Success) throw new ClassifierException(ErrorKind.Configuration, $"The manifest has no list {key}.", key);
        var rest = manifest[(start.Index + start.Length)..];
        var end = NextKey().Match(rest);
        return end.Success ? rest[..end.Index] : rest;
    }

    [GeneratedRegex(@"^[a-z_]+:", RegexOptions.Multiline)]
    private static partial Regex NextKey();

    [GeneratedRegex(@"^[ \t]*-[ \t]", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex("""^[ \t]*-[ \t]+name:[ \t]*(?<name>[\w-]+)[ \t]*\r?\n(?:(?![ \t]*-[ \t]).*\n)*?[ \t]+path:[ \t]*"?(?<path>[^\s"#]+)""", RegexOptions.Multiline)]
    private static partial Regex Variant();
}
