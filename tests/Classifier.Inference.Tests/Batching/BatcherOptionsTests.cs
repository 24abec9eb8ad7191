using Classifier.Core;
using Classifier.Inference.Batching;

namespace Classifier.Inference.Tests.Batching;

public sealed class BatcherOptionsTests
{
    public static TheoryData<string, Func<BatcherOptions, BatcherOptions>> Wrong => new()
    {
        { nameof(BatcherOptions.Buckets), o => o with { Buckets = [] } },
        { nameof(BatcherOptions.Buckets), o => o with { Buckets = [8, 8] } },
        { nameof(BatcherOptions.Buckets), o => o with { Buckets = [0, 8] } },
        { nameof(BatcherOptions.Buckets), o => o with { Buckets = [.. Enumerable.Range(1, 65)] } },
        { nameof(BatcherOptions.TokenBudget), o => o with { TokenBudget = 511 } },
        { nameof(BatcherOptions.MaxBatchItems), o => o with { MaxBatchItems = 0 } },
        { nameof(BatcherOptions.MinFill), o => o with { MinFill = 1.1 } },
        { nameof(BatcherOptions.OverheadShare), o => o with { OverheadShare = 1 } },
        { nameof(BatcherOptions.MaxDelay), o => o with { MaxDelay = TimeSpan.FromTicks(-1) } },
        { nameof(BatcherOptions.MaxWait), o => o with { MaxWait = TimeSpan.Zero } },
        { nameof(BatcherOptions.QueueCost), o => o with { QueueCost = 511 } },
        { nameof(BatcherOptions.LowWatermark), o => o with { LowWatermark = double.NaN } },
        { nameof(BatcherOptions.MaxPreparing), o => o with { MaxPreparing = 0 } },
        { nameof(BatcherOptions.TenantShare), o => o with { TenantShare = 0 } },
        { nameof(BatcherOptions.BypassCap), o => o with { BypassCap = 0 } },
        { nameof(BatcherOptions.AgeingAfter), o => o with { AgeingAfter = TimeSpan.Zero } },
        { nameof(BatcherOptions.SafetyMargin), o => o with { SafetyMargin = TimeSpan.FromTicks(-1) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_option_out_of_range_is_named(string option, Func<BatcherOptions, BatcherOptions> change)
    {
        var refused = Assert.Throws<ClassifierException>(() => change(new()).Validate());
        Assert.Equal(ErrorKind.Configuration, refused.Kind);
        Assert.Equal(option, refused.Field);
    }

    [Fact]
    public void The_defaults_are_valid() => new BatcherOptions().Validate();
}
