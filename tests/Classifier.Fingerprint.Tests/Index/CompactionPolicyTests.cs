using Classifier.Fingerprint.Index.Segments;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Index;

public sealed class CompactionPolicyTests
{
    [Fact]
    public void Few_segments_are_left_alone() => Assert.Empty(CompactionPolicy.Choose([5, 5, 5, 5, 5, 5, 5]));

    [Fact]
    public void A_large_segment_is_not_rewritten_for_small_ones() =>
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], CompactionPolicy.Choose([1_000_000, 5, 5, 5, 5, 5, 5, 5]).Order());

    [Fact]
    public void Merging_always_lowers_the_number_of_segments() =>
        Gen.Int[0, 1_000_000].Array[CompactionPolicy.MostSegments, 40].Sample(sizes =>
        {
            var chosen = CompactionPolicy.Choose(sizes);
            Assert.InRange(chosen.Length, 2, sizes.Length);
            Assert.Equal(chosen.Length, chosen.Distinct().Count());
        });

    [Fact]
    public void An_entry_is_rewritten_a_logarithmic_number_of_times()
    {
        var segments = new List<(int Size, int Writes)>();
        var written = 0L;
        for (var flush = 0; flush < 2000; flush++)
        {
            segments.Add((1, 1));
            var chosen = CompactionPolicy.Choose([.. segments.Select(s => s.Size)]);
            if (chosen.Length == 0)
                continue;
            var sum = chosen.Sum(i => segments[i].Size);
            written += sum;
            segments = [.. segments.Where((_, i) => !chosen.Contains(i)), (sum, 1)];
        }

        Assert.InRange(written / 2000.0, 0.5, 12);
        Assert.InRange(segments.Count, 1, CompactionPolicy.MostSegments);
    }
}
