using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Pipeline.Tests.Fakes;

namespace Classifier.Pipeline.Tests.Remembering;

public sealed class VerdictMemoryTests
{
    private static readonly ClassificationRequest Known = Rig.Prompt("!3 word", "?2 other") with { Tenant = "t" };

    [Theory]
    [InlineData(ErrorKind.Overloaded)]
    [InlineData(ErrorKind.DeadlineUnmeetable)]
    public async Task An_item_that_was_judged_before_is_answered_as_degraded_when_there_is_no_capacity(ErrorKind kind)
    {
        var rig = new Rig();
        var before = await rig.Ask(Known);
        Refuse(rig, kind);

        var after = await rig.Ask(Known);

        Assert.Equal(before.Decision, after.Decision);
        Assert.All(after.Results, r => Assert.Equal(TaskOutcome.Degraded, r.Outcome));
        Assert.All(after.Results, r => Assert.NotNull(r.Reason));
        Assert.Equal(before.Results.Select(Said), after.Results.Select(Said));
        Assert.Equal(2, rig.Model.Ran.Count);
    }

    [Fact]
    public async Task A_model_that_answers_is_asked_every_time()
    {
        var rig = new Rig();
        await rig.Ask(Known);
        var again = await rig.Ask(Known);

        Assert.Equal(4, rig.Model.Ran.Count);
        Assert.All(again.Results, r => Assert.Equal(TaskOutcome.Ok, r.Outcome));
    }

    public static TheoryData<ClassificationRequest> Others =>
    [
        Known with { Tenant = "u" },
        Known with { Direction = Direction.Output },
        Known with { Parts = [Known.Parts[0]] },
        Known with { Parts = [Known.Parts[1], Known.Parts[0]] },
        Known with { Parts = [Known.Parts[0], Known.Parts[1] with { Role = PartRole.Tool }] },
        Known with { Parts = [new(PartRole.Unspecified, "!3 word?2"), new(PartRole.Unspecified, " other")] },
        Known with { Parts = [Known.Parts[0], new(PartRole.Unspecified, "?2 Other")] },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Another_item_tenant_direction_or_role_is_refused(ClassificationRequest other)
    {
        var rig = new Rig();
        await rig.Ask(Known);
        Refuse(rig, ErrorKind.Overloaded);

        await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask(other));
    }

    [Fact]
    public async Task Fewer_tasks_are_answered_and_more_are_not()
    {
        var (rig, narrow) = (new Rig(), new Rig());
        await rig.Ask(Known);
        await narrow.Ask(Known with { Tasks = [TaskKind.Toxicity] });
        Refuse(rig, ErrorKind.Overloaded);
        Refuse(narrow, ErrorKind.Overloaded);

        var reply = await rig.Ask(Known with { Tasks = [TaskKind.Toxicity] });

        Assert.Equal(TaskKind.Toxicity, Assert.Single(reply.Results).Task);
        await Assert.ThrowsAsync<ClassifierException>(() => narrow.Ask(Known));
    }

    [Fact]
    public async Task A_quota_is_a_quota_for_known_items_too()
    {
        var rig = new Rig();
        await rig.Ask(Known);
        Refuse(rig, ErrorKind.QuotaExceeded);

        Assert.Equal(ErrorKind.QuotaExceeded, (await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask(Known))).Kind);
    }

    [Fact]
    public async Task Failures_and_refusals_are_not_remembered()
    {
        var rig = new Rig(new PolicyOptions { FallbackText = "Please wait." });
        Refuse(rig, ErrorKind.Overloaded);
        await rig.Ask(Known);

        var reply = await rig.Ask(Known);

        Assert.All(reply.Results, r => Assert.Equal(TaskOutcome.Overloaded, r.Outcome));
    }

    [Fact]
    public async Task The_oldest_items_give_way()
    {
        var rig = new Rig(options: new PipelineOptions { RememberedItems = 8 });
        for (var i = 0; i < 200; i++) await rig.Ask($"item {i}");
        Refuse(rig, ErrorKind.Overloaded);

        var answered = 0;
        for (var i = 0; i < 200; i++)
        {
            try
            {
                await rig.Ask($"item {i}");
                answered++;
            }
            catch (ClassifierException)
            {
                // Forgotten.
            }
        }

        Assert.InRange(answered, 1, 8);
    }

    [Fact]
    public async Task Nothing_is_remembered_with_a_capacity_of_zero()
    {
        var rig = new Rig(options: new PipelineOptions { RememberedItems = 0 });
        await rig.Ask(Known);
        Refuse(rig, ErrorKind.Overloaded);

        await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask(Known));
    }

    private static (TaskKind, string, Score?, Thresholds, Decision, string) Said(TaskVerdict verdict) =>
        (verdict.Task, verdict.Label, verdict.Score, verdict.Thresholds, verdict.Decision, string.Join(',', verdict.Evidence));

    private static void Refuse(Rig rig, ErrorKind kind) => rig.Model.Refuse = _ => new ClassifierException(kind, "no");
}
