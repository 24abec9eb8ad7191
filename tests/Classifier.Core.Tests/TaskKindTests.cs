using CsCheck;

namespace Classifier.Core.Tests;

public sealed class TaskKindTests
{
    [Theory]
    [InlineData("injection", true)]
    [InlineData("pii-2_x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Injection", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456", false)]
    public void Names_are_short_lower_case_ascii(string? name, bool valid)
    {
        Assert.Equal(valid, TaskKind.IsValid(name));
        if (valid) Assert.Equal(name, new TaskKind(name!).Name);
        else if (name is not null) Assert.Throws<ArgumentException>(() => new TaskKind(name));
    }

    [Fact]
    public void Equal_names_are_equal_tasks() => Assert.Equal(TaskKind.Hate, new TaskKind("hate"));

    [Fact]
    public void Order_is_ordinal() =>
        Gen.String[Gen.Char['a', 'z'], 1, 8].Select(Gen.String[Gen.Char['a', 'z'], 1, 8]).Sample((a, b) =>
            Math.Sign(new TaskKind(a).CompareTo(new TaskKind(b))) == Math.Sign(string.CompareOrdinal(a, b)));
}
