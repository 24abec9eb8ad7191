using Classifier.Core;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Tests;

public sealed class ModelRefreshTests
{
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void Refresh_builds_every_variant_and_writes_checksums()
    {
        using var folder = new TemporaryFolder();
        Model(folder, outputs: 3);
        var result = ModelBuild.Refresh(folder.Path);
        Assert.Equal(["built/b.onnx", "a.onnx"], result.Graphs.Select(g => Path.GetRelativePath(folder.Path, g.Path)));
        var manifest = File.ReadAllText(folder.File("manifest.yaml"));
        Assert.DoesNotContain(Zero, manifest, StringComparison.Ordinal);
        Assert.StartsWith("# kept\n", manifest, StringComparison.Ordinal);
        foreach (var (path, sha256) in ManifestChecksums.Read(manifest)) Assert.Equal(ModelBuild.Sha256(folder.File(path)), sha256);
        Assert.Equal(ManifestChecksums.Read(manifest).Select(e => e.Path), result.Changed);
    }

    [Fact]
    public void Refresh_changes_nothing_when_nothing_changed()
    {
        using var folder = new TemporaryFolder();
        Model(folder, outputs: 3);
        ModelBuild.Refresh(folder.Path);
        var before = Content(folder);
        Assert.Empty(ModelBuild.Refresh(folder.Path).Changed);
        Assert.Equal(before, Content(folder));
    }

    [Fact]
    public void Refresh_renews_ranges_golden_logits_and_graphs_when_weights_changed()
    {
        using TemporaryFolder folder = new(), other = new();
        Model(folder, outputs: 3);
        ModelBuild.Refresh(folder.Path);
        var before = Content(folder);
        TinyModel.Write(other, outputs: 3, seed: 9);
        File.Copy(other.File(WeightFiles.FineTunedName), folder.File("weights/" + WeightFiles.FineTunedName), overwrite: true);
        var changed = ModelBuild.Refresh(folder.Path).Changed;
        Assert.Contains("a.onnx", changed);
        Assert.Contains("golden.jsonl", changed);
        Assert.Contains("weights/" + WeightFiles.RangesName, changed);
        Assert.DoesNotContain("weights/" + WeightFiles.BaseName, changed);
        Assert.NotEqual(before, Content(folder));

        using var weights = EncoderWeights.Open([folder.File("weights/" + WeightFiles.FineTunedName), folder.File("weights/" + WeightFiles.BaseName)]);
        var encoder = new Reference.ReferenceEncoder(weights);
        foreach (var line in File.ReadLines(folder.File("golden.jsonl")))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            Assert.Equal("å", json.RootElement.GetProperty("text").GetString());
            float[] logits = [.. json.RootElement.GetProperty("logits").EnumerateArray().Select(e => e.GetSingle())];
            Assert.InRange(Distance.Max(encoder.Logits([.. json.RootElement.GetProperty("ids").EnumerateArray().Select(e => e.GetInt32())]), logits), 0, 1e-4f);
        }
    }

    [Fact]
    public void Refresh_refuses_weights_with_another_number_of_heads_than_the_manifest_has_outputs()
    {
        using var folder = new TemporaryFolder();
        Model(folder, outputs: 4);
        var e = Assert.Throws<ClassifierException>(() => ModelBuild.Refresh(folder.Path));
        Assert.Equal((ErrorKind.Configuration, "outputs"), (e.Kind, e.Field));
        Assert.Contains(Zero, File.ReadAllText(folder.File("manifest.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Refresh_names_a_file_that_is_missing()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ModelBuild.Refresh(folder.Path)).Kind);
        Model(folder, outputs: 3);
        File.Delete(folder.File("tokens.model"));
        Assert.Contains("tokens.model", Assert.Throws<ClassifierException>(() => ModelBuild.Refresh(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_changes_one_checksum_and_nothing_else()
    {
        var manifest = $"# c\r\nfiles:\r\n  a:\r\n    path: x/a.bin\r\n    sha256: \"{Zero}\"\r\n  b:\n    path: \"a.bin\"\n    sha256: {Zero}\n";
        var changed = ManifestChecksums.Replace(manifest, "a.bin", new string('f', 64));
        Assert.Equal([("x/a.bin", Zero), ("a.bin", new string('f', 64))], ManifestChecksums.Read(changed));
        Assert.Equal(manifest, changed.Replace(new string('f', 64), Zero, StringComparison.Ordinal));
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ManifestChecksums.Replace(manifest, "bin", Zero)).Kind);
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ManifestChecksums.Replace(manifest + manifest, "a.bin", Zero)).Kind);
    }

    private static string[] Content(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => f + ModelBuild.Sha256(f))];

    // A model folder whose manifest knows no checksum yet. It names `outputs` outputs; the weights have three heads.
    private static void Model(TemporaryFolder folder, int outputs)
    {
        using var weights = new TemporaryFolder();
        TinyModel.Write(weights);
        Directory.CreateDirectory(folder.File("weights"));
        foreach (var name in (string[])[WeightFiles.FineTunedName, WeightFiles.BaseName]) File.Copy(weights.File(name), folder.File("weights/" + name));
        var lines = TinyModel.Texts(3, 5).Select(t => string.Join(',', t)).ToArray();
        File.WriteAllLines(folder.File("weights/" + WeightFiles.CalibrationName), lines.Select(l => $$"""{"ids":[{{l}}]}"""));
        File.WriteAllLines(folder.File("golden.jsonl"), lines.Select(l => $$"""{"text":"å","ids":[{{l}}],"logits":[9,9,9]}"""));
        File.WriteAllText(folder.File("tokens.model"), "t");
        string File1(string path) => $"    path: {path}\n    sha256: \"{Zero}\"\n";
        string Variant(string name, string path) => $"  - name: {name}\n    provider: cpu\n    graph:\n      path: {path}\n      sha256: {Zero}\n    built: false\n";
        File.WriteAllText(folder.File("manifest.yaml"),
            "# kept\noutputs:\n" + string.Concat(Enumerable.Range(0, outputs).Select(i => $"  - name: o{i}\n    calibration: {{ slope: 1, offset: 0 }}\n"))
            + "\nvariants:\n" + Variant("cpu-fp32", "built/b.onnx") + Variant("cpu-int8", "a.onnx")
            + "files:\n  tokenizer:\n" + File1("tokens.model") + "  tuned:\n" + File1("weights/" + WeightFiles.FineTunedName) + "  base:\n" + File1("weights/" + WeightFiles.BaseName)
            + "  ranges:\n" + File1("weights/" + WeightFiles.RangesName) + "  calibration:\n" + File1("weights/" + WeightFiles.CalibrationName)
            + $"golden:\n  path: golden.jsonl\n  sha256: {Zero}\n");
    }
}
