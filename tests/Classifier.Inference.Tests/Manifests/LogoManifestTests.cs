using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;
using CsCheck;

namespace Classifier.Inference.Tests.Manifests;

public sealed class LogoManifestTests
{
    private const string File = "models/logo/1/manifest.yaml";
    private static readonly string Valid = TinyLogoModel.Manifest();
    private static readonly string[] Pieces = ["", "0", "-1", "1e9", "{}", "[]", "null", "logo", ": "];

    private static ModelManifest Parse(string yaml) => ManifestReader.Parse(yaml, File, "/models/logo/1");

    private static ModelManifest Bend(string from, string to)
    {
        Assert.Contains(from, Valid, StringComparison.Ordinal);
        return Parse(Valid.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void Model_is_read_whole()
    {
        var m = Parse(Valid);

        Assert.Equal((ModelFamilies.Logo, new LogoManifest(0.5, 0.95, 0.8)), (m.Family, m.Logo));
        var task = Assert.Single(m.Tasks);
        Assert.Equal((TaskKind.Logo, "impersonation", "none", false), (task.Task, task.Label, task.Otherwise, task.OnRequest));
        Assert.Equal(Enum.GetValues<Direction>(), task.Heads.Keys.Order());
        Assert.All(task.Heads.Values, h => Assert.Equal(new Thresholds(new(0.8), new(0.9)), h.Thresholds));
        Assert.Equal(["brands", "embeddings"], m.Files.Keys.Order());
        Assert.Equal("cells", Assert.Single(m.Graphs).Name);
        Assert.Null(m.Crops);
        Assert.Empty(m.Outputs);
        Assert.Empty(m.Variants);
    }

    [Fact]
    public void Without_a_block_threshold_nothing_blocks() =>
        Assert.Equal(Decision.Review, Assert.Single(Bend(", block_threshold: 0.9", "").Tasks).Heads[Direction.Prompt].Thresholds.Decide(new(1)));

    [Fact]
    public void Directions_may_have_thresholds_of_their_own()
    {
        var task = Assert.Single(Bend("threshold: 0.8, block_threshold: 0.9",
            "directions: {prompt: {threshold: 0.7}, tool_input: {threshold: 0.8, block_threshold: 0.85}, output: {threshold: 0.9}}").Tasks);
        Assert.Equal([0.7, 0.8, 0.9], new[] { Direction.Prompt, Direction.ToolInput, Direction.Output }.Select(d => task.Heads[d].Thresholds.Flag.Value));
    }

    [Theory]
    [InlineData("logo: {objectness: 0.5, match: 0.95, near: 0.8 }\n", "", "logo: is missing")]
    [InlineData("objectness: 0.5", "objectness: 1", "logo.objectness: must lie between 0 and 1")]
    [InlineData("objectness: 0.5", "objectness: 0", "logo.objectness: must lie between 0 and 1")]
    [InlineData("match: 0.95", "match: 1.5", "logo.match: must be a number from 0 to 1")]
    [InlineData("near: 0.8 }", "near: 0.96 }", "logo.near: lies above match")]
    [InlineData("near: 0.8 }", "near: 0.8, far: 0.1 }", "logo.far: unknown key")]
    [InlineData("name: cells", "name: crops", "graphs: must be the one graph 'cells'")]
    [InlineData("{name: box}", "{name: boxes}", "graphs[0].outputs: must be objectness, embedding, box")]
    [InlineData("{name: box}", "{name: box, reduce: argmax}", "graphs[0].outputs: must not be reduced")]
    [InlineData("height: {min: 32, max: 1920, multiple: 32}", "height: {min: 16, max: 1920, multiple: 16}", "graphs[0].input: must take multiples of 32")]
    [InlineData("height: {min: 32,", "height: {min: 192,", "graphs[0].input: must take 160 × 160 pixels")]
    [InlineData("name: logo, label", "name: deepfake, label", "tasks[0].name: must be 'logo'")]
    [InlineData("  - {name: logo, label: impersonation, threshold: 0.8, block_threshold: 0.9}", "  []", "tasks: must be the one task 'logo'")]
    [InlineData("threshold: 0.8,", "outputs: [a], threshold: 0.8,", "tasks[0].outputs: unknown key")]
    [InlineData("threshold: 0.8,", "threshold: 0,", "tasks[0].threshold: must be above 0")]
    [InlineData("threshold: 0.8, block_threshold: 0.9", "threshold: 0.96", "tasks[0].threshold: lies above logo.match")]
    [InlineData("block_threshold: 0.9", "block_threshold: 0.7", "tasks[0].block_threshold: lies below threshold")]
    [InlineData("  embeddings:", "  rows:", "files.embeddings: is missing")]
    [InlineData("licence: permissive\n", "licence: permissive\ncrops: {size: 16, count: 1, aggregate: mean}\n", "crops: is not for the family logo")]
    [InlineData("licence: permissive\n", "licence: permissive\noutputs: []\n", "outputs: is not for the family logo")]
    [InlineData("family: logo", "family: image", "logo: is not for the family image")]
    [InlineData("path: brands.json", "path: ../brands.json", "files.brands.path: must be a relative path inside the model's folder")]
    public void A_fault_is_one_line_with_the_key(string from, string to, string message)
    {
        var refused = Assert.Throws<ClassifierException>(() => Bend(from, to));

        Assert.Equal(ErrorKind.Configuration, refused.Kind);
        Assert.StartsWith(File + ": ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Every_bent_manifest_is_read_or_refused_in_one_line() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 12], Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i])).Sample((at, cut, piece) =>
        {
            try
            {
                Assert.NotNull(Parse(Valid.Remove(at, Math.Min(cut, Valid.Length - at)).Insert(at, piece)));
            }
            catch (ClassifierException e)
            {
                Assert.Equal(ErrorKind.Configuration, e.Kind);
                Assert.DoesNotContain(e.Message, c => char.IsControl(c));
            }
        }, iter: 2000);
}
