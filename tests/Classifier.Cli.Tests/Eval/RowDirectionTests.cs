using Classifier.Cli.Eval;
using Classifier.V1;

namespace Classifier.Cli.Tests.Eval;

public sealed class RowDirectionTests
{
    [Theory]
    [InlineData("injection", "indirect", Direction.ToolInput)]
    [InlineData("injection", "indirect-text", Direction.ToolInput)]
    [InlineData("injection", "benign-context", Direction.ToolInput)]
    [InlineData("injection", "benign-context-question", Direction.ToolInput)]
    [InlineData("injection", "benign-tool-output", Direction.ToolInput)]
    [InlineData("injection", "benign-task", Direction.Prompt)]
    [InlineData("injection", "direct", Direction.Prompt)]
    [InlineData("injection", "not-indirect", Direction.Prompt)]
    [InlineData("injection", "none", Direction.Prompt)]
    [InlineData("toxicity", "indirect", Direction.Prompt)]
    [InlineData("hate", "benign-tool", Direction.Prompt)]
    public void Of_follows_the_kind_for_injection_alone(string task, string kind, Direction expected) =>
        Assert.Equal(expected, RowDirection.Of(task, kind));
}
