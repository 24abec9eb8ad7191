using Classifier.Client.Retry;
using CsCheck;

namespace Classifier.Client.Tests.Retry;

public sealed class RetryBudgetTests
{
    [Fact]
    public void Takes_never_exceed_the_capacity_plus_what_successes_gave_back() =>
        Gen.Select(Gen.Int[0, 20], Gen.Double[0, 1], Gen.Bool.Array[0, 200]).Sample((capacity, refill, wantsRetry) =>
        {
            var budget = new RetryBudget(capacity, refill);
            var (taken, successes) = (0, 0);
            foreach (var wants in wantsRetry)
            {
                if (!wants)
                {
                    budget.Succeeded();
                    successes++;
                }
                else if (budget.TryTake())
                {
                    taken++;
                }
                Assert.True(taken <= capacity + refill * successes + 1e-9);
            }
        });

    [Fact]
    public void A_full_budget_gives_exactly_its_capacity()
    {
        var budget = new RetryBudget(3, 1);
        for (var i = 0; i < 100; i++) budget.Succeeded();
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => budget.TryTake()));
    }

    [Fact]
    public void Successes_give_back_a_fraction()
    {
        var budget = new RetryBudget(1, 0.5);
        Assert.True(budget.TryTake());
        budget.Succeeded();
        Assert.False(budget.TryTake());
        budget.Succeeded();
        Assert.True(budget.TryTake());
    }

    [Fact]
    public void Concurrent_takers_share_one_budget()
    {
        var budget = new RetryBudget(1000, 0);
        var taken = 0;
        Parallel.For(0, 4000, _ =>
        {
            if (budget.TryTake()) Interlocked.Increment(ref taken);
        });
        Assert.Equal(1000, taken);
    }
}
