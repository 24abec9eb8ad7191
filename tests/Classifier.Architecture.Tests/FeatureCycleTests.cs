using Classifier.Architecture.Tests.Facts;
using Classifier.Architecture.Tests.Rules;
using CsCheck;

namespace Classifier.Architecture.Tests;

public sealed class FeatureCycleTests
{
    public static TheoryData<string> Projects { get; } = [.. ProjectFiles.Components().Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Feature_folders_of_a_project_form_no_cycle(string project) =>
        Assert.Null(Cycles.Find(Features.Uses(Code.Source.Types, project)));

    [Fact]
    public void Feature_folders_are_seen() =>
        Assert.Contains(Projects, project => Features.Uses(Code.Source.Types, project.Data).Any());

    [Fact]
    public void Features_that_know_each_other_are_found() =>
        Assert.NotNull(Cycles.Find(Features.Uses(Code.Fixtures("Cyclic"), "Classifier.Architecture.Tests.Fixtures.Cyclic")));

    [Fact]
    public void Features_that_know_each_other_one_way_are_fine()
    {
        var uses = Features.Uses(Code.Fixtures("OneWay"), "Classifier.Architecture.Tests.Fixtures.OneWay").ToArray();
        Assert.Contains(("Left", "Right"), uses);
        Assert.Null(Cycles.Find(uses));
    }

    [Fact]
    public void Find_gives_a_cycle_exactly_when_there_is_one() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).List[0, 25].Sample(pairs =>
        {
            var edges = pairs.Select(pair => ($"{pair.Item1}", $"{pair.Item2}")).ToArray();
            var cycle = Cycles.Find(edges);
            if (cycle is null)
                return IsSortable(edges);
            return cycle.Count > 1 && cycle[0] == cycle[^1] && cycle.Zip(cycle.Skip(1)).All(edges.Contains);
        });

    // Kahn, 1962: a graph has no cycle when nodes without incoming edges can be taken away until none is left.
    private static bool IsSortable((string From, string To)[] edges)
    {
        while (edges.Length > 0)
        {
            var rest = edges.Where(edge => edges.Any(other => other.To == edge.From)).ToArray();
            if (rest.Length == edges.Length)
                return false;
            edges = rest;
        }

        return true;
    }
}
