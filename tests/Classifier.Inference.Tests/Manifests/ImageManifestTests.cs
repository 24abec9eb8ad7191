using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;

namespace Classifier.Inference.Tests.Manifests;

public sealed class ImageManifestTests
{
    private const string File = "models/deepfake/1/manifest.yaml";
    private static readonly string Valid = TinyImageModel.Manifest();

    private static ModelManifest Parse(string yaml) => ManifestReader.Parse(yaml, File, "/models/deepfake/1");

    private static ModelManifest Bend(string from, string to)
    {
        Assert.Contains(from, Valid, StringComparison.Ordinal);
        return Parse(Valid.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void Model_that_answers_a_task_is_read_whole()
    {
        var m = Parse(Valid);

        Assert.Equal((ModelFamilies.Image, new ModelId("deepfake", "1")), (m.Family, m.Id));
        Assert.Equal([new ModelOutput("logit", new(0.5, 0.25))], m.Outputs);
        Assert.Equal(new CropsManifest(16, 9, CropAggregate.Median), m.Crops);
        var task = Assert.Single(m.Tasks);
        Assert.Equal((TaskKind.Deepfake, "fake", "real"), (task.Task, task.Label, task.Otherwise));
        Assert.Equal(Enum.GetValues<Direction>(), task.Heads.Keys.Order());
        Assert.All(task.Heads.Values, h => Assert.Equal(new Thresholds(new(0.8), new(0.95), new(0.4)), h.Thresholds));
        var graph = Assert.Single(m.Graphs);
        Assert.Equal(("crop", "pixels", new ImageSide(16, 16, 16)), (graph.Name, graph.Input, graph.Height));
        Assert.Equal([new ImageOutputManifest("logit", ImageReduction.None)], graph.Outputs);
        Assert.Null(graph.Scale);
        Assert.Empty(m.Variants);
        Assert.Equal(Decision.Block, m.Policy.OnError);
    }

    [Fact]
    public void Model_without_a_task_needs_no_crops()
    {
        var start = Valid.IndexOf("outputs:", StringComparison.Ordinal);
        var m = Parse(Valid[..start] + Valid[Valid.IndexOf("graphs:", StringComparison.Ordinal)..]);

        Assert.Empty(m.Tasks);
        Assert.Null(m.Crops);
    }

    [Fact]
    public void Files_may_be_left_out() => Assert.Empty(Bend("files: {}\n", "").Files);

    [Fact]
    public void Band_block_threshold_and_other_answer_may_be_left_out()
    {
        var task = Assert.Single(Bend(", uncertain_from: 0.4, block_threshold: 0.95", "").Tasks);
        var thresholds = task.Heads[Direction.Prompt].Thresholds;

        Assert.Null(thresholds.Uncertain);
        Assert.Equal(Decision.Review, thresholds.Decide(new(1)));
        Assert.Equal("none", Assert.Single(Bend("otherwise: real, ", "").Tasks).Otherwise);
        Assert.False(Assert.Single(Bend("otherwise: real, ", "").Tasks).OnRequest);
        Assert.True(Assert.Single(Bend("otherwise: real, ", "on_request: true, ").Tasks).OnRequest);
    }

    [Fact]
    public void Directions_may_have_thresholds_of_their_own()
    {
        const string head = "outputs: [logit], threshold: 0.8, uncertain_from: 0.4, block_threshold: 0.95";
        var task = Assert.Single(Bend(head,
            "directions: {prompt: {outputs: [logit], threshold: 0.5}, tool_input: {outputs: [logit], threshold: 0.6}, output: {outputs: [logit], threshold: 0.7}}").Tasks);

        Assert.Equal([0.5, 0.6, 0.7], new[] { Direction.Prompt, Direction.ToolInput, Direction.Output }.Select(d => task.Heads[d].Thresholds.Flag.Value));
    }

    [Fact]
    public void Mean_and_scale_are_read_in_the_order_of_the_channels()
    {
        var scale = Bend("name: pixels,", "name: pixels, mean: [0.1, 0.2, 0.3], scale: [0.5, 1, 2],").Graphs[0].Scale!;

        Assert.Equal([0.1f, 0.2f, 0.3f], scale.Mean);
        Assert.Equal([0.5f, 1f, 2f], scale.Scale);
    }

    [Theory]
    [InlineData(0.95, "fake")]
    [InlineData(0.8, "fake")]
    [InlineData(0.79, "uncertain")]
    [InlineData(0.4, "uncertain")]
    [InlineData(0.39, "real")]
    public void A_score_has_one_of_three_answers(double score, string answer)
    {
        var task = Parse(Valid).Tasks[0];
        Assert.Equal(answer, task.Answer(new(score), task.Heads[Direction.Prompt].Thresholds));
    }

    [Theory]
    [InlineData("crops: {size: 16, count: 9, aggregate: median }", "", "crops: is missing")]
    [InlineData("size: 16", "size: 17", "crops.size: is no size that the graph takes")]
    [InlineData("count: 9", "count: 0", "crops.count: must be a whole number from 1 to 64")]
    [InlineData("count: 9", "count: 65", "crops.count: must be a whole number from 1 to 64")]
    [InlineData("aggregate: median", "aggregate: mode", "crops.aggregate: must be median or mean or top")]
    [InlineData("outputs: [{name: logit}]", "outputs: [{name: other}]", "outputs: must be the graph's outputs in its order")]
    [InlineData("outputs: [{name: logit}]", "outputs: [{name: logit, reduce: argmax}]", "outputs: must not be reduced")]
    [InlineData("uncertain_from: 0.4", "uncertain_from: 0.9", "tasks[0].uncertain_from: lies above threshold")]
    [InlineData("block_threshold: 0.95", "block_threshold: 0.7", "tasks[0].block_threshold: lies below threshold")]
    [InlineData("outputs: [logit],", "outputs: [other],", "tasks[0].outputs[0]: names no output of the model")]
    [InlineData("threshold: 0.8,", "threshold: 0.8, directions: {},", "tasks[0].outputs: stands with each direction or instead of them")]
    [InlineData("name: pixels,", "name: pixels, mean: [0, 0], scale: [1, 1, 1],", "graphs[0].input.mean: must have 3 numbers")]
    [InlineData("name: pixels,", "name: pixels, mean: [0, 0, 0],", "graphs[0].input.scale: is missing")]
    [InlineData("name: pixels,", "name: pixels, mean: [0, 0, 0], scale: [1, 0, 1],", "graphs[0].input.scale[1]: must be a number from 0.001 to 1000")]
    [InlineData("otherwise: real", "on_request: maybe", "tasks[0].on_request: must be")]
    [InlineData("otherwise: real", "otherwise: \"not one word\"", "tasks[0].otherwise: must match")]
    [InlineData("family: image", "family: packed-encoder", "is not for the family packed-encoder")]
    public void A_fault_is_one_line_with_the_key(string from, string to, string message)
    {
        var refused = Assert.Throws<ClassifierException>(() => Bend(from, to));

        Assert.Equal(ErrorKind.Configuration, refused.Kind);
        Assert.StartsWith(File + ": ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_second_graph_is_refused_where_tasks_are_answered()
    {
        var start = Valid.IndexOf("  - name: crop", StringComparison.Ordinal);
        var end = Valid.IndexOf("files:", StringComparison.Ordinal);
        var second = Valid[start..end].Replace("name: crop", "name: other", StringComparison.Ordinal);
        var refused = Assert.Throws<ClassifierException>(() => Parse(Valid.Insert(end, second)));

        Assert.Contains("graphs: must be one graph", refused.Message, StringComparison.Ordinal);
    }
}
