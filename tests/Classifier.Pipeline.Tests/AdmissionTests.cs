using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Pipeline.Tests.Fakes;

namespace Classifier.Pipeline.Tests;

public sealed class AdmissionTests
{
    private static ClassifierException Refusal(ErrorKind kind) => new(kind, "no", retryAfter: TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Gate_one_stands_before_the_tokeniser()
    {
        var rig = new Rig();
        rig.Model.Refuse = _ => Refusal(ErrorKind.DeadlineUnmeetable);
        var refusal = await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask("a b c"));
        Assert.Equal(ErrorKind.DeadlineUnmeetable, refusal.Kind);
        Assert.Equal(0, rig.Encoder.Encoded);
    }

    [Fact]
    public async Task Gate_one_sees_tenant_class_deadline_and_the_bytes_of_all_scored_parts()
    {
        var rig = new Rig();
        await rig.Ask(Rig.Prompt("äb", "c") with { Tenant = "t", Class = WorkClass.Batch, Deadline = 42 });
        var seen = Assert.Single(rig.Model.Admitted);
        Assert.Equal((4, "t", WorkClass.Batch, 42), (seen.Cost, seen.Tenant, seen.Class, seen.Deadline));
        Assert.All(rig.Model.Ran, w => Assert.Equal(("t", WorkClass.Batch, 42L), (w.Tenant, w.Class, w.Deadline)));
    }

    [Fact]
    public async Task Gate_one_is_asked_for_no_more_than_may_be_in_flight()
    {
        var rig = new Rig(options: new PipelineOptions { MaxWindowsInFlight = 2 });
        await rig.Ask(new string('x', 1000));
        Assert.Equal(2 * rig.Model.Manifest.Limits.MaxLength, Assert.Single(rig.Model.Admitted).Cost);
    }

    [Fact]
    public async Task Tickets_are_given_back_also_when_scoring_fails()
    {
        var rig = new Rig();
        await rig.Ask("a");
        rig.Model.Fail = _ => Refusal(ErrorKind.DeadlineExceeded);
        await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask("a"));
        Assert.Equal(0, rig.Model.OpenTickets);
    }

    [Fact]
    public async Task Overload_without_a_fallback_fails_the_call()
    {
        var rig = new Rig();
        rig.Model.Refuse = _ => Refusal(ErrorKind.Overloaded);
        var refusal = await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask("a"));
        Assert.Equal((ErrorKind.Overloaded, TimeSpan.FromSeconds(1)), (refusal.Kind, refusal.RetryAfter!.Value));
    }

    [Fact]
    public async Task Overload_with_a_fallback_is_an_answer()
    {
        var rig = new Rig(new PolicyOptions { FallbackText = "Please wait." });
        rig.Model.Fail = _ => Refusal(ErrorKind.Overloaded);
        var reply = await rig.Ask("a");
        Assert.All(reply.Results, r => Assert.Equal(TaskOutcome.Overloaded, r.Outcome));
        Assert.Equal((Decision.Review, "Please wait."), (reply.Decision, reply.Fallback!.Text));
    }

    [Theory]
    [InlineData(ErrorKind.QuotaExceeded)]
    [InlineData(ErrorKind.DeadlineExceeded)]
    [InlineData(ErrorKind.ShuttingDown)]
    public async Task Other_refusals_fail_the_call_even_with_a_fallback(ErrorKind kind)
    {
        var rig = new Rig(new PolicyOptions { FallbackText = "Please wait." });
        rig.Model.Refuse = _ => Refusal(kind);
        Assert.Equal(kind, (await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask("a"))).Kind);
    }

    [Fact]
    public async Task A_long_text_holds_a_bounded_part_of_the_queue()
    {
        var rig = new Rig(options: new PipelineOptions { MaxWindowsInFlight = 3 });
        rig.Model.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = rig.Ask(string.Join(' ', Enumerable.Repeat("w", 40)));
        rig.Model.Gate.SetResult();
        await asked;
        Assert.Equal(10, rig.Model.Ran.Count);
        Assert.InRange(rig.Model.MostInFlight, 1, 3);
    }

    [Fact]
    public async Task The_first_failure_of_a_window_is_the_one_reported_and_stops_the_rest()
    {
        var rig = new Rig(options: new PipelineOptions { MaxWindowsInFlight = 1 });
        var calls = 0;
        rig.Model.Fail = _ => ++calls == 2 ? Refusal(ErrorKind.DeadlineExceeded) : null;
        var refusal = await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask(string.Join(' ', Enumerable.Repeat("w", 40))));
        Assert.Equal(ErrorKind.DeadlineExceeded, refusal.Kind);
        Assert.Single(rig.Model.Ran);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a b c d e f g h i j k l")]
    public async Task A_caller_who_hangs_up_takes_the_work_along(string text)
    {
        var rig = new Rig();
        rig.Model.Gate = new TaskCompletionSource();
        using var hangUp = new CancellationTokenSource();
        var asked = rig.Classifier.ClassifyAsync(Rig.Prompt(text), hangUp.Token).AsTask();
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Empty(rig.Model.Ran);
    }

    [Fact]
    public async Task Malformed_items_are_refused_with_their_field()
    {
        var rig = new Rig(options: new PipelineOptions { MaxParts = 2, MaxTextBytes = 8 });
        await Refused(new ClassificationRequest { Parts = [] }, ErrorKind.InvalidArgument, "item.parts");
        await Refused(Rig.Prompt("a", "b", "c"), ErrorKind.InvalidArgument, "item.parts");
        await Refused(Rig.Prompt("ääää", "x"), ErrorKind.TooLarge, "item.parts");
        await Refused(new ClassificationRequest { Parts = [new ContentPart(PartRole.User, "a"), new ContentPart(PartRole.User, null)] },
            ErrorKind.InvalidArgument, "item.parts[1]");

        async Task Refused(ClassificationRequest request, ErrorKind kind, string field)
        {
            var refusal = await Assert.ThrowsAsync<ClassifierException>(() => rig.Ask(request));
            Assert.Equal((kind, field), (refusal.Kind, refusal.Field));
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ClassifierException>(() => new Rig(options: new PipelineOptions { MaxParts = 0 }));
        Assert.Throws<ClassifierException>(() => new Rig(options: new PipelineOptions { MaxWindowsInFlight = 0 }));
    }
}
