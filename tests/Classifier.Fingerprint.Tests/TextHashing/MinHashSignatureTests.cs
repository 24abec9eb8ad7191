using Classifier.Fingerprint.TextHashing;
using CsCheck;

namespace Classifier.Fingerprint.Tests.TextHashing;

/// <summary>The estimate against the truth, for sets whose overlap is known.</summary>
public sealed class MinHashSignatureTests
{
    [Fact]
    public void EstimateJaccard_is_near_the_true_share() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 400], Gen.Int[0, 400], Gen.Int[0, int.MaxValue]).Sample((common, left, right, seed) =>
        {
            var random = new Random(seed);
            ulong[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64())];
            var shared = Draw(common);
            var a = MinHashSignature.Of([.. shared, .. Draw(left)]);
            var b = MinHashSignature.Of([.. shared, .. Draw(right)]);
            // Six standard deviations of the worst case.
            return Math.Abs(a.EstimateJaccard(b) - (double)common / (common + left + right)) < 6 * 0.0442;
        });

    [Fact]
    public void EstimateJaccard_is_unbiased()
    {
        var random = new Random(7);
        var sum = 0.0;
        const int trials = 400;
        for (var trial = 0; trial < trials; trial++)
        {
            ulong[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64())];
            var shared = Draw(50);
            sum += MinHashSignature.Of([.. shared, .. Draw(25)]).EstimateJaccard(MinHashSignature.Of([.. shared, .. Draw(25)]));
        }

        // Four standard deviations of the mean.
        Assert.InRange(sum / trials, 0.5 - 4 * 0.0442 / 20, 0.5 + 4 * 0.0442 / 20);
    }

    [Fact]
    public void Of_a_union_is_the_smaller_of_both() => Gen.Select(Gen.ULong.HashSet[1, 50], Gen.ULong.HashSet[1, 50]).Sample((a, b) =>
    {
        var (first, second) = (MinHashSignature.Of(a), MinHashSignature.Of(b));
        var union = MinHashSignature.Of(a.Union(b).ToHashSet());
        return Enumerable.Range(0, 128).All(i => union.Minima[i] == Math.Min(first.Minima[i], second.Minima[i]));
    });

    [Fact]
    public void Bytes_are_read_back() => Gen.ULong.HashSet[1, 20].Sample(set =>
    {
        var signature = MinHashSignature.Of(set);
        var bytes = new byte[MinHashSignature.ByteLength];
        signature.CopyTo(bytes);
        var read = MinHashSignature.FromBytes(bytes);
        return read.Equals(signature) && read.GetHashCode() == signature.GetHashCode();
    });

    [Fact]
    public void Bytes_of_another_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MinHashSignature.FromBytes(new byte[511]));
        Assert.Throws<ArgumentException>(() => MinHashSignature.Of(new ulong[] { 1 }).CopyTo(new byte[511]));
    }

    [Theory]
    [InlineData(4, 0.8)]
    [InlineData(8, 0.8)]
    [InlineData(8, 0.5)]
    public void Bands_meet_as_often_as_the_formula_says(int rows, double similarity)
    {
        var random = new Random(11);
        const int trials = 300;
        var met = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            ulong[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64())];
            var shared = Draw((int)(200 * similarity));
            var own = (200 - shared.Length) / 2;
            var a = MinHashSignature.Of([.. shared, .. Draw(own)]).BandKeys(rows);
            var b = MinHashSignature.Of([.. shared, .. Draw(own)]).BandKeys(rows);
            Assert.Equal(128 / rows, a.Length);
            if (a.Intersect(b).Any()) met++;
        }

        var expected = 1 - Math.Pow(1 - Math.Pow(similarity, rows), 128.0 / rows);
        var deviation = Math.Sqrt(expected * (1 - expected) / trials) + 0.002;
        Assert.InRange((double)met / trials, expected - 5 * deviation, expected + 5 * deviation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(256)]
    public void Bands_must_divide_the_signature(int rows) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MinHashSignature.Of(new ulong[] { 1 }).BandKeys(rows));

    [Fact]
    public void SimHash_distance_grows_with_what_differs()
    {
        var random = new Random(3);
        ulong[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];
        double Mean(int common, int own) => Enumerable.Range(0, 60).Average(_ =>
        {
            var shared = Draw(common);
            return SimHash.Of([.. shared, .. Draw(own)]).HammingDistance(SimHash.Of([.. shared, .. Draw(own)]));
        });
        var (near, middle, far) = (Mean(190, 10), Mean(100, 100), Mean(0, 200));
        Assert.InRange(near, 2, 10);
        Assert.True(near < middle && middle < far);
        Assert.InRange(far, 28, 36);
    }
}
