using Classifier.Client.Retry;
using CsCheck;

namespace Classifier.Client.Tests.Retry;

public sealed class BackoffTests
{
    private static readonly Gen<RetryOptions> Options =
        from first in Gen.Int[1, 10_000]
        from cap in Gen.Int[first, 1_000_000]
        select new RetryOptions { InitialBackoff = TimeSpan.FromMilliseconds(first), MaxBackoff = TimeSpan.FromMilliseconds(cap) };

    [Fact]
    public void Delay_lies_between_what_was_asked_and_the_cap_above_it() =>
        Gen.Select(Options, Gen.Int[1, int.MaxValue], Gen.Int[0, 100_000], Gen.Double[0, 1]).Sample((o, attempt, askedMs, jitter) =>
        {
            var asked = TimeSpan.FromMilliseconds(askedMs);
            var delay = Backoff.Delay(o, attempt, asked, jitter);
            Assert.InRange(delay, asked, asked + o.MaxBackoff);
        });

    [Fact]
    public void Delay_never_shrinks_from_attempt_to_attempt_at_equal_jitter() =>
        Gen.Select(Options, Gen.Int[1, 100], Gen.Double[0, 1]).Sample((o, attempt, jitter) =>
            Assert.True(Backoff.Delay(o, attempt, null, jitter) <= Backoff.Delay(o, attempt + 1, null, jitter)));

    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 100)]
    [InlineData(4, 400)]
    [InlineData(8, 5000)]
    public void Delay_doubles_up_to_the_cap(int attempt, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Backoff.Delay(new(), attempt, null, 1));
}
