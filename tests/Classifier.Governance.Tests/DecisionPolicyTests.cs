using Classifier.Core;
using Classifier.Governance.Policy;
using CsCheck;

namespace Classifier.Governance.Tests;

public sealed class DecisionPolicyTests
{
    private static readonly Thresholds Half = new(new Score(0.5), new Score(0.9));

    [Theory]
    [InlineData(TaskOutcome.Ok)]
    [InlineData(TaskOutcome.Degraded)]
    public void A_score_decides_by_its_thresholds(TaskOutcome outcome) =>
        Gen.Double[0, 1].Sample(value =>
        {
            var policy = new DecisionPolicy(new PolicyOptions());
            var expected = value >= 0.9 ? Decision.Block : value >= 0.5 ? Decision.Review : Decision.Allow;
            return policy.Decide(outcome, new Score(value), Half, Decision.Allow) == expected;
        });

    [Theory]
    [InlineData(Decision.Allow)]
    [InlineData(Decision.Review)]
    [InlineData(Decision.Block)]
    public void A_failed_model_decides_as_its_manifest_says(Decision onError) =>
        Assert.Equal(onError, new DecisionPolicy(new PolicyOptions()).Decide(TaskOutcome.Error, null, default, onError));

    [Fact]
    public void Overload_and_suspension_have_rules_of_their_own()
    {
        var policy = new DecisionPolicy(new PolicyOptions { OnOverload = Decision.Block, OnSuspended = Decision.Allow });
        Assert.Equal(Decision.Block, policy.Decide(TaskOutcome.Overloaded, null, default, Decision.Review));
        Assert.Equal(Decision.Allow, policy.Decide(TaskOutcome.Suspended, null, default, Decision.Review));
    }

    [Fact]
    public void A_skipped_task_allows() =>
        Assert.Equal(Decision.Allow, new DecisionPolicy(new PolicyOptions()).Decide(TaskOutcome.Skipped, null, default, Decision.Block));

    [Fact]
    public void A_scored_outcome_without_a_score_is_a_bug() =>
        Assert.Throws<ArgumentNullException>(() => new DecisionPolicy(new PolicyOptions()).Decide(TaskOutcome.Ok, null, Half, Decision.Allow));

    [Theory]
    [InlineData(null, false, Decision.Allow, FallbackChoice.None)]
    [InlineData(null, false, Decision.Block, FallbackChoice.None)]
    [InlineData("t", false, Decision.Allow, FallbackChoice.None)]
    [InlineData("t", false, Decision.Review, FallbackChoice.StaticText)]
    [InlineData("t", false, Decision.Block, FallbackChoice.StaticText)]
    [InlineData(null, true, Decision.Review, FallbackChoice.ReviewQueue)]
    [InlineData(null, true, Decision.Block, FallbackChoice.ReviewQueue)]
    [InlineData("t", true, Decision.Review, FallbackChoice.ReviewQueue)]
    [InlineData("t", true, Decision.Block, FallbackChoice.StaticText)]
    public void Fallback_follows_decision_and_options(string? text, bool queue, Decision decision, FallbackChoice expected)
    {
        var policy = new DecisionPolicy(new PolicyOptions { FallbackText = text, ReviewQueue = queue });
        Assert.Equal(expected, policy.Fallback(decision));
        Assert.Equal(text is not null || queue, policy.AnswersOverload);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Equal(ErrorKind.Configuration, Refused(new PolicyOptions { FallbackText = "" }));
        Assert.Equal(ErrorKind.Configuration, Refused(new PolicyOptions { FallbackText = new string('x', PolicyOptions.MaxFallbackText + 1) }));
        Assert.Equal(ErrorKind.Configuration, Refused(new PolicyOptions { OnOverload = (Decision)9 }));
        Assert.Equal(ErrorKind.Configuration, Refused(new PolicyOptions { OnSuspended = 0 }));
    }

    private static ErrorKind Refused(PolicyOptions options) =>
        Assert.Throws<ClassifierException>(() => new DecisionPolicy(options)).Kind;
}
