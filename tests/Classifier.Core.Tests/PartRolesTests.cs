namespace Classifier.Core.Tests;

public sealed class PartRolesTests
{
    public static TheoryData<PartRole, Direction, Direction> Table => new()
    {
        // Data is data, whatever the item claims to be.
        { PartRole.Tool, Direction.Prompt, Direction.ToolInput },
        { PartRole.Tool, Direction.Output, Direction.ToolInput },
        { PartRole.Document, Direction.Prompt, Direction.ToolInput },
        { PartRole.Document, Direction.Output, Direction.ToolInput },
        { PartRole.Assistant, Direction.Prompt, Direction.Output },
        { PartRole.Assistant, Direction.ToolInput, Direction.Output },
        { PartRole.User, Direction.Prompt, Direction.Prompt },
        { PartRole.User, Direction.Output, Direction.Prompt },
        { PartRole.User, Direction.ToolInput, Direction.ToolInput },
        { PartRole.Unspecified, Direction.Prompt, Direction.Prompt },
        { PartRole.Unspecified, Direction.ToolInput, Direction.ToolInput },
        { PartRole.Unspecified, Direction.Output, Direction.Output },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Judge_follows_the_role_then_the_item(PartRole role, Direction item, Direction expected) =>
        Assert.Equal(expected, PartRoles.Judge(role, item));
}
