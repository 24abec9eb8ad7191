using Classifier.Inference.Batching;
using CsCheck;

namespace Classifier.Inference.Tests.Batching;

public sealed class LengthBucketsTests
{
    [Fact]
    public void Default_ascends_ends_at_the_longest_and_is_close_enough_for_the_padding_target() =>
        Gen.Int[1, 4096].Sample(longest =>
        {
            var buckets = LengthBuckets.Default(longest);
            Assert.Equal(longest, buckets[^1]);
            Assert.InRange(buckets.Count, 1, 64);
            for (var i = 1; i < buckets.Count; i++)
            {
                Assert.True(buckets[i] > buckets[i - 1]);
                Assert.True(buckets[i] <= Math.Max(buckets[i - 1] + 8, buckets[i - 1] * 7 / 6.0));
            }
        });

    [Fact]
    public void Default_refuses_a_length_that_is_none() => Assert.Throws<ArgumentOutOfRangeException>(() => LengthBuckets.Default(0));
}
