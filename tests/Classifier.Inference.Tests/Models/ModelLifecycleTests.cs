using Classifier.Inference.Models;

namespace Classifier.Inference.Tests.Models;

public sealed class ModelLifecycleTests
{
    private static readonly ModelState[] States = Enum.GetValues<ModelState>();

    [Fact]
    public void Every_state_but_staged_can_be_reached_from_staged()
    {
        var reached = new HashSet<ModelState> { ModelState.Staged };
        while (true)
        {
            var more = States.Where(s => reached.Any(r => ModelLifecycle.Allows(r, s)) && !reached.Contains(s)).ToArray();
            if (more.Length == 0) break;
            reached.UnionWith(more);
        }
        Assert.Equal(States, reached.Order());
    }

    [Fact]
    public void Retired_and_failed_are_the_ends_and_active_is_left_only_by_draining_or_suspending()
    {
        Assert.All(States, s => Assert.False(ModelLifecycle.Allows(ModelState.Retired, s)));
        Assert.All(States, s => Assert.False(ModelLifecycle.Allows(ModelState.Failed, s)));
        Assert.Equal([ModelState.Draining, ModelState.Suspended], States.Where(s => ModelLifecycle.Allows(ModelState.Active, s)).Order());
        Assert.All(States, s => Assert.False(ModelLifecycle.Allows(s, s)));
    }

    [Fact]
    public void Move_refuses_a_step_that_is_none()
    {
        var entry = new ModelEntry(Support.TinyModels.Manifest());

        Assert.Throws<InvalidOperationException>(() => entry.Move(ModelState.Active));
        Assert.Equal(ModelState.Staged, entry.State);
        entry.Move(ModelState.Failed, "why");
        Assert.Equal(("why", ModelState.Failed), (entry.Status.Reason, entry.Status.State));
    }
}
