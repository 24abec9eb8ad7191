using CsCheck;

namespace Classifier.Core.Tests;

public sealed class DecisionsTests
{
    private static readonly Gen<Decision> Any = Gen.Int[1, 3].Select(i => (Decision)i);

    [Fact]
    public void Strictest_is_a_maximum() =>
        Gen.Select(Any, Any, Any).Sample((a, b, c) =>
            Decisions.Strictest(a, b) == Decisions.Strictest(b, a)
            && Decisions.Strictest(a, Decisions.Strictest(b, c)) == Decisions.Strictest(Decisions.Strictest(a, b), c)
            && Decisions.Strictest(a, Decision.Block) == Decision.Block
            && Decisions.Strictest(a, Decision.Allow) == a);
}
