using Classifier.Core;
using Classifier.Inference;
using Classifier.Pipeline.Tests.Fakes;
using CsCheck;

namespace Classifier.Pipeline.Tests;

public sealed class VerdictTests
{
    [Fact]
    public async Task A_plain_text_is_allowed_by_every_task_of_one_pass()
    {
        var rig = new Rig();
        var reply = await rig.Ask("all is well");
        Assert.Equal(Decision.Allow, reply.Decision);
        Assert.Equal([TaskKind.Injection, TaskKind.Toxicity], reply.Results.Select(r => r.Task));
        Assert.All(reply.Results, r => Assert.Equal(("none", TaskOutcome.Ok, Decision.Allow), (r.Label, r.Outcome, r.Decision)));
        Assert.All(reply.Results, r => Assert.Empty(r.Evidence));
        Assert.Single(rig.Model.Ran);
    }

    [Theory]
    [InlineData("!0", Decision.Review)]
    [InlineData("!5", Decision.Block)]
    [InlineData("!-1", Decision.Allow)]
    public async Task The_thresholds_of_the_prompt_direction_decide(string word, Decision expected)
    {
        var reply = await new Rig().Ask($"say {word} now");
        Assert.Equal(expected, reply.Decision);
        Assert.Equal(expected == Decision.Allow ? "none" : "injection", Rig.Of(reply, TaskKind.Injection).Label);
    }

    [Fact]
    public async Task As_data_the_second_output_and_lower_thresholds_judge()
    {
        var rig = new Rig();
        Assert.Equal(Decision.Allow, Rig.Of(await rig.Ask("do ?-1 it"), TaskKind.Injection).Decision);
        var asData = Rig.Of(await rig.Ask("do ?0 it", Direction.ToolInput), TaskKind.Injection);
        Assert.Equal(Decision.Review, asData.Decision);
        Assert.Equal(0.3, asData.Thresholds.Flag.Value);
    }

    [Fact]
    public async Task A_document_in_a_prompt_is_judged_as_data()
    {
        var request = new ClassificationRequest
        {
            Parts = [new ContentPart(PartRole.User, "please summarise"), new ContentPart(PartRole.Document, "words ?3 words")],
        };
        var verdict = Rig.Of(await new Rig().Ask(request), TaskKind.Injection);
        Assert.Equal(Decision.Block, verdict.Decision);
        Assert.Equal(1, Assert.Single(verdict.Evidence).Part);
    }

    [Fact]
    public async Task The_loudest_window_speaks_for_the_text_and_evidence_points_at_it()
    {
        var text = "a b c d e f !1 h i j !4 l m n o p";
        var verdict = Rig.Of(await new Rig().Ask(text), TaskKind.Injection);
        Assert.Equal(1 / (1 + Math.Exp(-4)), verdict.Score!.Value.Value, 9);
        Assert.Equal(2, verdict.Evidence.Count);
        Assert.Contains("!4", text.Substring(verdict.Evidence[0].Start, verdict.Evidence[0].Length), StringComparison.Ordinal);
        Assert.Contains("!1", text.Substring(verdict.Evidence[1].Start, verdict.Evidence[1].Length), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_is_bounded()
    {
        var text = string.Join(' ', Enumerable.Repeat("!5 x x x", 20));
        var verdict = Rig.Of(await new Rig(options: new PipelineOptions { MaxEvidence = 3 }).Ask(text), TaskKind.Injection);
        Assert.Equal(3, verdict.Evidence.Count);
    }

    [Fact]
    public void A_longer_text_is_never_milder_than_its_parts() =>
        Gen.Int[-12, 6].Array[1, 12].Sample(logits =>
        {
            var rig = new Rig();
            var whole = rig.Ask(string.Join(' ', logits.Select(l => $"!{l} x x x"))).GetAwaiter().GetResult();
            var worst = logits.Max(l => (int)rig.Ask($"!{l} x x x").GetAwaiter().GetResult().Decision);
            return (int)whole.Decision == worst;
        }, iter: 50);

    [Fact]
    public async Task Timings_add_tokens_and_take_the_slowest_run()
    {
        var reply = await new Rig().Ask("a b c d e f");
        Assert.Equal((10, 100, 2, 6, 12, DispatchReason.Idle), (reply.Timings.QueueNs, reply.Timings.RunNs, reply.Timings.BatchSize,
            reply.Timings.RealTokens, reply.Timings.PaddedTokens, reply.Timings.Reason));
    }

    [Fact]
    public async Task The_output_id_is_kept_or_made()
    {
        var rig = new Rig();
        Assert.Equal("mine", (await rig.Ask(Rig.Prompt("x") with { OutputId = "mine" })).OutputId);
        var (a, b) = ((await rig.Ask("x")).OutputId, (await rig.Ask("x")).OutputId);
        Assert.NotEqual(a, b);
        Assert.True(Guid.TryParse(a, out _));
    }

    [Fact]
    public async Task A_model_that_fails_gives_a_status_and_the_decision_of_its_manifest()
    {
        var rig = new Rig();
        rig.Model.Fail = _ => new ModelFaultException(rig.Model.Manifest.Id, "boom");
        var reply = await rig.Ask("a b c d e f g h i");
        Assert.Equal(Decision.Block, reply.Decision);
        Assert.All(reply.Results, r => Assert.Equal((TaskOutcome.Error, null), (r.Outcome, (double?)r.Score?.Value)));
        Assert.All(reply.Results, r => Assert.DoesNotContain("boom", r.Reason!, StringComparison.Ordinal));
    }
}
