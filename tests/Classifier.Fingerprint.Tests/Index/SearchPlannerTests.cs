using Classifier.Fingerprint.Index.Scanning;
using Classifier.Fingerprint.Index.Search;
using Classifier.Fingerprint.Index.Segments;

namespace Classifier.Fingerprint.Tests.Index;

public sealed class SearchPlannerTests
{
    private const int Count = 100_000;

    [Theory]
    [InlineData(31, 1, true)]
    [InlineData(15, 1, true)]
    [InlineData(15, 256, true)]
    [InlineData(32, 1, false)]
    [InlineData(-1, 1, false)]
    public void Scattered_codes_are_looked_up_within_the_radius_that_tables_cover(int radius, int queries, bool tables)
    {
        using var index = MultiIndex.Build(CodePlanes.From([.. Enumerable.Range(0, Count).Select(i => Entries.Code((ulong)i))]), Count);
        Assert.Equal(tables, SearchPlanner.PrefersTables(index, Entries.Code(1), radius, Count, queries));
    }

    [Fact]
    public void Codes_that_share_a_band_with_the_query_are_scanned_and_the_others_looked_up()
    {
        // Every twentieth code has the same first 16 bits, as edits of one picture have.
        Hash256[] codes = [.. Enumerable.Range(0, Count).Select(i => Entries.Code((ulong)i)).Select((code, i) => i % 20 == 0 ? new Hash256(code.Word0 & ~0xFFFFUL, code.Word1, code.Word2, code.Word3) : code)];
        using var index = MultiIndex.Build(CodePlanes.From(codes), Count);
        Assert.False(SearchPlanner.PrefersTables(index, codes[0], 31, Count, 1));
        Assert.True(SearchPlanner.PrefersTables(index, new Hash256(codes[0].Word0 ^ 0xFFFF, codes[0].Word1, codes[0].Word2, codes[0].Word3), 31, Count, 1));
    }

    [Fact]
    public void Few_codes_are_scanned()
    {
        using var index = MultiIndex.Build(CodePlanes.From([.. Enumerable.Range(0, 2000).Select(i => Entries.Code((ulong)i))]), 2000);
        Assert.False(SearchPlanner.PrefersTables(index, Entries.Code(1), 31, 2000, 1));
    }
}
