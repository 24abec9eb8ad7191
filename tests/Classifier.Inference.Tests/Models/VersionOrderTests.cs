using Classifier.Inference.Models;
using CsCheck;

namespace Classifier.Inference.Tests.Models;

public sealed class VersionOrderTests
{
    [Fact]
    public void Versions_are_ordered_by_the_value_of_their_parts()
    {
        string[] ordered = ["1", "1.0", "1.2", "1.10", "2", "10", "99999999999999999999999", "beta"];

        Assert.Equal(ordered, ordered.Reverse().Order(VersionOrder.Instance));
    }

    [Fact]
    public void Order_is_total()
    {
        var version = Gen.Char["0129.ab-"].Array[1, 6].Select(c => new string(c));
        Gen.Select(version, version, version).Sample((a, b, c) =>
        {
            var order = VersionOrder.Instance;
            Assert.Equal(Math.Sign(order.Compare(a, b)), -Math.Sign(order.Compare(b, a)));
            Assert.Equal(order.Compare(a, b) == 0, a == b);
            if (order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0) Assert.True(order.Compare(a, c) <= 0, $"{a} {b} {c}");
        });
    }
}
