using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;

namespace Classifier.Inference.Tests.Manifests;

public sealed class ManifestReaderTests
{
    private const string File = "models/tiny/1/manifest.yaml";
    private static readonly string Valid = ManifestText.Tiny();

    [Theory]
    [InlineData(0, null)]
    [InlineData(250, 250.0)]
    public void The_longest_wait_is_what_the_manifest_says_and_zero_is_no_bound(int written, double? milliseconds)
    {
        var m = Bend("max_delay_ms: 0", $"max_delay_ms: 0, max_wait_ms: {written}");
        Assert.Equal(milliseconds, m.Scheduling.MaxWait?.TotalMilliseconds);
    }

    [Fact]
    public void Parse_reads_every_value()
    {
        var m = ManifestReader.Parse(Valid, File, "/models/tiny/1");

        Assert.Equal(new ModelId("tiny", "1"), m.Id);
        Assert.Equal("packed-encoder", m.Family);
        Assert.Equal(ModelLicence.Permissive, m.Licence);
        Assert.Equal([new ModelOutput("injection", new(1.5, -0.25)), new ModelOutput("toxicity", Calibration.None)], m.Outputs);
        Assert.Equal([TaskKind.Injection, TaskKind.Toxicity], m.Tasks.Select(t => t.Task));
        Assert.Equal(["injection", "toxic"], m.Tasks.Select(t => t.Label));
        var head = m.Tasks[0].Heads[Direction.ToolInput];
        Assert.Equal([0, 1], head.Outputs);
        Assert.Equal(new Thresholds(new(0.4), new(0.8)), head.Thresholds);
        Assert.All(m.Tasks, t => Assert.Equal(Enum.GetValues<Direction>(), t.Heads.Keys.Order()));
        var variant = Assert.Single(m.Variants);
        Assert.Equal(("cpu-float", "cpu", false), (variant.Name, variant.Provider, variant.Built));
        Assert.Empty(variant.Requires);
        Assert.Equal(new ModelFile("tiny.onnx", ManifestText.NoDigest), variant.Graph);
        Assert.Equal("tokenizer.model", m.Files["tokenizer"].Path);
        Assert.Equal(new WindowManifest(30, 8), m.Window);
        Assert.Equal((32, 8, 256, 50), (m.Limits.MaxLength, m.Limits.MaxBatchItems, m.Limits.TokenBudget, m.Limits.Vocabulary));
        Assert.Equal([8, 16, 32], m.Limits.Buckets);
        Assert.Equal(new SchedulingManifest(1, 1, TimeSpan.Zero, TimeSpan.FromSeconds(1)), m.Scheduling);
        Assert.Equal(Decision.Review, m.Policy.OnError);
        Assert.Equal(new ModelFile("golden.jsonl", null), m.Golden!.File);
        Assert.Equal(0.0001, m.Golden.Tolerance["cpu-float"]);
        Assert.Equal("/models/tiny/1", m.Directory);
    }

    [Fact]
    public void Parse_takes_a_built_variant_without_checksum_and_features_it_requires()
    {
        var m = Bend("    provider: cpu\n", "    provider: cuda\n    requires: [vnni, avx2]\n    built: true\n", ", sha256: " + ManifestText.NoDigest + "}\nfiles", "}\nfiles");

        Assert.Equal(["vnni", "avx2"], m.Variants[0].Requires);
        Assert.True(m.Variants[0].Built);
        Assert.Null(m.Variants[0].Graph.Sha256);
    }

    [Fact]
    public void Parse_lets_golden_and_vocabulary_be_left_out()
    {
        var m = ManifestReader.Parse(Valid[..Valid.IndexOf("golden:", StringComparison.Ordinal)].Replace(", vocabulary: 50", "", StringComparison.Ordinal), File, "/");

        Assert.Null(m.Golden);
        Assert.Null(m.Limits.Vocabulary);
    }

    /// <summary>What is bent, what it becomes, and the key and complaint of the one line.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "family: packed-encoder", "family: rnn", "family: must be packed-encoder" },
        { "licence: permissive", "licence: free", "licence: must be permissive or research-only" },
        { "licence: permissive\n", "", "licence: is missing" },
        { "licence: permissive", "licence:", "licence: has no value" },
        { "licence: permissive", "licence: ~", "licence: has no value" },
        { "licence: permissive", "licence: [permissive]", "licence: must be a plain value" },
        { "name: tiny", "name: ../tiny", "name: must match" },
        { "name: tiny", "name: Tiny", "name: must match" },
        { "version: \"1\"", "version: \"..\"", "version: must match" },
        { "version: \"1\"", "version: \"1\"\ntypo: 1", "typo: unknown key" },
        { "slope: 1.5,", "slope: 1.5, bias: 2,", "outputs[0].calibration.bias: unknown key" },
        { "slope: 1.5", "slope: 0", "outputs[0].calibration.slope: must be above 0" },
        { "slope: 1.5", "slope: -1", "outputs[0].calibration.slope: must be a number from 0" },
        { "slope: 1.5", "slope: .nan", "outputs[0].calibration.slope: must be a number" },
        { "slope: 1.5", "slope: NaN", "outputs[0].calibration.slope: must be a number" },
        { "offset: -0.25", "offset: Infinity", "outputs[0].calibration.offset: must be a number" },
        { "  - name: toxicity\n    calibration", "  - name: injection\n    calibration", "outputs[1].name: is used twice" },
        { "  - name: toxicity\n    label", "  - name: injection\n    label", "tasks[1].name: is used twice" },
        { "  - name: toxicity\n    label", "  - name: Toxicity\n    label", "tasks[1].name: must be 1 to 32 characters" },
        { "tool_input: {outputs: [injection, toxicity], threshold: 0.4, block_threshold: 0.8}", "", "tasks[0].directions.tool_input: is missing" },
        { "tool_input: {outputs: [injection, toxicity]", "sideways: {outputs: [injection, toxicity]", "tasks[0].directions.sideways: unknown key" },
        { "[injection, toxicity]", "[injection, spam]", "tasks[0].directions.tool_input.outputs[1]: names no output" },
        { "[injection, toxicity]", "[injection, injection]", "tasks[0].directions.tool_input.outputs[1]: is listed twice" },
        { "[injection, toxicity]", "[]", "tasks[0].directions.tool_input.outputs: must not be empty" },
        { "[injection, toxicity]", "injection", "tasks[0].directions.tool_input.outputs: must be a list" },
        { "threshold: 0.4", "threshold: 1.4", "tasks[0].directions.tool_input.threshold: must be a number from 0 to 1" },
        { "threshold: 0.4", "threshold: 0,4", "tasks[0].directions.tool_input.4: unknown key" },
        { "threshold: 0.4, block_threshold: 0.8", "threshold: 0.8, block_threshold: 0.4", "tasks[0].directions.tool_input.block_threshold: lies below threshold" },
        { "threshold: 0.4, ", "", "tasks[0].directions.tool_input.threshold: is missing" },
        { "provider: cpu", "provider: tpu", "variants[0].provider: must be cpu or cuda" },
        { "provider: cpu", "provider: cpu\n    requires: [sse9]", "variants[0].requires[0]: must be avx2 or avx512 or vnni" },
        { "provider: cpu", "provider: cpu\n    built: yes", "variants[0].built: must be true or false" },
        { "sha256: " + ManifestText.NoDigest + "}\nfiles", "sha256: ABC}\nfiles", "variants[0].graph.sha256: must be 64 lower-case hex digits" },
        { ", sha256: " + ManifestText.NoDigest + "}\nfiles", "}\nfiles", "variants[0].graph.sha256: is missing" },
        { "max_length: 32", "max_length: 0", "limits.max_length: must be a whole number from 3" },
        { "max_length: 32", "max_length: 32.5", "limits.max_length: must be a whole number" },
        { "max_length: 32", "max_length: 99999999999999999999", "limits.max_length: must be a whole number" },
        { "buckets: [8, 16, 32]", "buckets: [8, 16]", "limits.buckets: must end at max_length" },
        { "buckets: [8, 16, 32]", "buckets: [16, 8, 32]", "limits.buckets[1]: must be larger than the one before" },
        { "buckets: [8, 16, 32]", "buckets: [8, 64]", "limits.buckets[1]: must be a whole number from 1 to 32" },
        { "buckets: [8, 16, 32]", "buckets: []", "limits.buckets: must end at max_length" },
        { "token_budget: 256", "token_budget: 31", "limits.token_budget: must be a whole number from 32" },
        { "vocabulary: 50", "vocabulary: 0", "limits.vocabulary: must be a whole number from 1" },
        { "tokens: 30", "tokens: 31", "window.tokens: must be a whole number from 1 to 30" },
        { "overlap: 8", "overlap: 30", "window.overlap: must be a whole number from 0 to 29" },
        { "instances: 1", "instances: -1", "scheduling.instances: must be a whole number from 0" },
        { "max_delay_ms: 0", "max_delay_ms: 0, max_wait_ms: -1", "scheduling.max_wait_ms: must be a number from 0 to 600000" },
        { "max_delay_ms: 0", "max_delay_ms: 5000", "scheduling.max_delay_ms: must be a number from 0 to 1000" },
        { "on_error: review", "on_error: ignore", "policy.on_error: must be review or block or allow" },
        { "{cpu-float: 0.0001}", "{cpu-int8: 0.0001}", "golden.tolerance.cpu-int8: unknown key" },
        { "{cpu-float: 0.0001}", "{}", "golden.tolerance.cpu-float: is missing" },
        { "tokenizer: {path", "tokenizer: {size: 3, path", "files.tokenizer.size: unknown key" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Parse_refuses_in_one_line_with_file_and_key(string part, string bent, string complaint)
    {
        Assert.Contains(part, Valid, StringComparison.Ordinal);
        AssertRefused(Valid.Replace(part, bent, StringComparison.Ordinal), complaint);
    }

    [Theory]
    [InlineData("../tiny.onnx")]
    [InlineData("a/../../tiny.onnx")]
    [InlineData("/etc/passwd")]
    [InlineData("./tiny.onnx")]
    [InlineData("a//tiny.onnx")]
    [InlineData("..")]
    [InlineData("a\\\\..\\\\tiny.onnx")]
    [InlineData("C:tiny.onnx")]
    [InlineData("a\\u0000b")]
    public void Parse_refuses_a_path_that_could_leave_the_folder(string path) =>
        AssertRefused(Valid.Replace("path: tiny.onnx", $"path: \"{path}\"", StringComparison.Ordinal), "variants[0].graph.path: must be a relative path");

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n# nothing\n", "is empty")]
    [InlineData("- a\n- b\n", "must be a mapping")]
    [InlineData("text", "must be a mapping")]
    [InlineData("name: {", "is not YAML")]
    [InlineData("name: a\nname: b\n", "is not YAML")]
    [InlineData("a: &x 1\nb: *x\n", "anchors and aliases are not allowed")]
    [InlineData("a: !!int 1\n", "tags are not allowed")]
    [InlineData("a: 1\n---\nb: 2\n", "more than one document")]
    [InlineData("? [a]\n: 1\n", "has a key that is not text")]
    [InlineData("\t\0", "is empty")]
    [InlineData("a: @b", "is not YAML")]
    public void Parse_refuses_what_is_not_a_mapping_of_yaml(string yaml, string complaint) => AssertRefused(yaml, complaint);

    [Fact]
    public void Parse_refuses_deep_nesting_and_great_size_before_a_tree_is_built()
    {
        AssertRefused("a: " + new string('[', 100_000), "nested too deeply");
        AssertRefused(string.Concat(Enumerable.Repeat("a: {", 50_000)), "nested too deeply");
        AssertRefused(new string('#', 300_000), "larger than 256 KiB");
    }

    [Fact]
    public void Read_refuses_in_one_line_when_there_is_no_file()
    {
        using var directory = new TemporaryDirectory();
        var e = Assert.Throws<ClassifierException>(() => ManifestReader.Read(directory.Path));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains("manifest.yaml: cannot be read", e.Message, StringComparison.Ordinal);
    }

    private static ModelManifest Bend(params string[] pairs)
    {
        var text = Valid;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            Assert.Contains(pairs[i], text, StringComparison.Ordinal);
            text = text.Replace(pairs[i], pairs[i + 1], StringComparison.Ordinal);
        }
        return ManifestReader.Parse(text, File, "/");
    }

    private static void AssertRefused(string yaml, string complaint)
    {
        var e = Assert.Throws<ClassifierException>(() => ManifestReader.Parse(yaml, File, "/"));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.StartsWith(File + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
