using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Inference;
using Classifier.Pipeline.Tests.Fakes;

namespace Classifier.Pipeline.Tests;

public sealed class TaskSelectionTests
{
    private static readonly TaskKind Spam = new("spam");

    [Fact]
    public async Task Only_the_tasks_that_were_asked_for_answer()
    {
        var reply = await new Rig().Ask(Rig.Prompt("x ?5") with { Tasks = [TaskKind.Injection] });
        Assert.Equal(TaskKind.Injection, Assert.Single(reply.Results).Task);
        Assert.Equal(Decision.Allow, reply.Decision);
    }

    [Fact]
    public async Task A_task_named_twice_answers_once() =>
        Assert.Single((await new Rig().Ask(Rig.Prompt("x") with { Tasks = [TaskKind.Injection, TaskKind.Injection] })).Results);

    [Fact]
    public async Task Two_tasks_cost_one_pass()
    {
        var rig = new Rig();
        await rig.Ask(Rig.Prompt("a b c") with { Tasks = [TaskKind.Injection, TaskKind.Toxicity] });
        Assert.Single(rig.Model.Ran);
        Assert.Equal(1, rig.Encoder.Encoded);
    }

    [Fact]
    public async Task A_task_on_request_answers_only_those_who_name_it()
    {
        var rig = new Rig();
        rig.Model.Manifest = FakeCatalog.Manifest("text", [FakeCatalog.Injection, FakeCatalog.Toxicity with { OnRequest = true }]);
        Assert.Equal([TaskKind.Injection], (await rig.Ask(Rig.Prompt("x"))).Results.Select(r => r.Task));
        Assert.Equal([TaskKind.Toxicity], (await rig.Ask(Rig.Prompt("x") with { Tasks = [TaskKind.Toxicity] })).Results.Select(r => r.Task));
    }

    [Fact]
    public async Task An_unknown_task_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAsync<ClassifierException>(() => new Rig().Ask(Rig.Prompt("x") with { Tasks = [Spam] }));
        Assert.Equal((ErrorKind.InvalidArgument, "context.tasks"), (refusal.Kind, refusal.Field));
    }

    [Theory]
    [InlineData(ModelState.Suspended, TaskOutcome.Suspended, Decision.Allow)]
    [InlineData(ModelState.Failed, TaskOutcome.Error, Decision.Review)]
    public async Task A_known_task_without_an_active_model_has_a_status(ModelState state, TaskOutcome expected, Decision decision)
    {
        var rig = new Rig(new PolicyOptions { OnSuspended = Decision.Allow });
        var manifest = FakeCatalog.Manifest("spam", [FakeCatalog.Toxicity with { Task = Spam }]);
        rig.Catalog.Others.Add(new ModelStatus(manifest, state, "fake", "cpu", null, null));
        var reply = await rig.Ask(Rig.Prompt("x") with { Tasks = [Spam, TaskKind.Injection] });
        Assert.Equal((expected, decision), (Rig.Of(reply, Spam).Outcome, Rig.Of(reply, Spam).Decision));
        Assert.Equal(TaskOutcome.Ok, Rig.Of(reply, TaskKind.Injection).Outcome);
    }

    [Fact]
    public async Task An_item_of_pictures_skips_text_tasks()
    {
        var rig = new Rig();
        var reply = await rig.Ask(new ClassificationRequest { Parts = [new ContentPart(PartRole.User, null, new byte[] { 1 })] });
        Assert.All(reply.Results, r => Assert.Equal(TaskOutcome.Skipped, r.Outcome));
        Assert.Equal(Decision.Allow, reply.Decision);
        Assert.Empty(rig.Model.Admitted);
    }

    [Theory]
    [InlineData(PartRole.System, "!9")]
    [InlineData(PartRole.User, "")]
    [InlineData(PartRole.User, " \n\t ")]
    public async Task The_operators_own_words_and_blank_text_are_not_scored(PartRole role, string text)
    {
        var reply = await new Rig().Ask(new ClassificationRequest { Parts = [new ContentPart(role, text)] });
        Assert.All(reply.Results, r => Assert.Equal(TaskOutcome.Skipped, r.Outcome));
    }

    [Fact]
    public async Task A_system_part_beside_a_users_is_left_out()
    {
        var rig = new Rig();
        var request = new ClassificationRequest { Parts = [new ContentPart(PartRole.System, "!9"), new ContentPart(PartRole.User, "fine")] };
        Assert.Equal(Decision.Allow, (await rig.Ask(request)).Decision);
        Assert.Single(rig.Model.Ran);
    }
}
