using Classifier.Inference.Models;

namespace Classifier.Inference.Tests.Models;

public sealed class InstancePlanTests
{
    [Theory]
    [InlineData(0, 0, "cpu", 1, 1, 1)]
    [InlineData(0, 0, "cpu", 2, 2, 1)]
    [InlineData(0, 0, "cpu", 8, 8, 1)]
    [InlineData(0, 0, "cpu", 16, 8, 2)]
    [InlineData(0, 0, "cpu", 64, 8, 8)]
    [InlineData(0, 2, "cpu", 8, 4, 2)]
    [InlineData(0, 4, "cpu", 2, 1, 4)]
    [InlineData(1, 0, "cpu", 2, 1, 2)]
    [InlineData(3, 1, "cpu", 2, 3, 1)]
    [InlineData(0, 0, "cpu", 0, 1, 1)]
    [InlineData(0, 0, "cuda", 16, 1, 1)]
    [InlineData(2, 3, "cuda", 16, 2, 3)]
    public void Of_fills_in_what_the_manifest_leaves_open(int instances, int threads, string provider, int cores, int expectedInstances, int expectedThreads) =>
        Assert.Equal(new InstancePlan(expectedInstances, expectedThreads), InstancePlan.Of(new(instances, threads, TimeSpan.Zero), provider, cores));
}
