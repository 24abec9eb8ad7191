using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Run;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.V1;
using TaskStatus = Classifier.V1.TaskStatus;

namespace Classifier.Cli.Tests.Load;

/// <summary>The closed loop with one caller, on a clock that jumps over every wait.</summary>
public sealed class CalibrationTests
{
    private readonly SkippingTime _time = new();

    private Task<CalibrationResult> RunAsync(Func<int, TaskStatus> status) => Calibration.RunAsync(
        (_, item, _, _) =>
        {
            _time.Skip(TimeSpan.FromMilliseconds(status(item) == TaskStatus.Ok ? 100 : 1));
            return Task.FromResult(new ClassifyResponse { Results = { new TaskResult { Task = "injection", Status = status(item) } } });
        },
        new LoadProfile
        {
            Name = "test", Seed = 1, Calibration = new() { For = TimeSpan.FromSeconds(60), Callers = 1 },
            Phases = [new() { Name = "p", For = TimeSpan.FromSeconds(1), Rate = new(1, true) }],
        },
        [true, false, true, false], _time, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Capacity_is_what_the_full_models_answer_a_second()
    {
        var result = await RunAsync(_ => TaskStatus.Ok);

        Assert.Equal(10, result.Capacity, 1);
        Assert.All(result.Seconds, s => Assert.Equal(0.1, s, 6));
    }

    [Theory]
    [InlineData(TaskStatus.Degraded)]
    [InlineData(TaskStatus.Overloaded)]
    [InlineData(TaskStatus.Error)]
    public async Task An_answer_by_a_cheaper_path_or_none_is_not_capacity_and_is_not_asked_for_again_at_once(TaskStatus refused)
    {
        var asked = 0;
        var result = await RunAsync(item =>
        {
            if (item % 2 == 0) return TaskStatus.Ok;
            Interlocked.Increment(ref asked);
            return refused;
        });

        Assert.True(asked > 0);
        Assert.All(result.Seconds, s => Assert.Equal(0.1, s, 6));
        Assert.InRange(result.Capacity, 6, 9.9);
    }

    [Fact]
    public async Task A_server_that_only_refuses_has_no_capacity()
    {
        var e = await Assert.ThrowsAsync<CliException>(() => RunAsync(_ => TaskStatus.Degraded));

        Assert.Contains("capacity", e.Message, StringComparison.Ordinal);
    }
}
