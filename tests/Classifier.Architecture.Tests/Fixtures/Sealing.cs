#pragma warning disable CA1852 // Open on purpose: the rule has to find them.
namespace Classifier.Architecture.Tests.Fixtures.Sealing;

internal class Open;

internal record OpenRecord;

internal class Base;

internal sealed class Derived : Base
{
    public Func<int, int> Lambda { get; } = x => x + 1;

    private sealed class Nested;
}

internal abstract class Shape;

internal static class Helpers
{
    public static IEnumerable<int> Iterator()
    {
        yield return 1;
    }
}
