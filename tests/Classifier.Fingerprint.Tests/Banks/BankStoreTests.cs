using Classifier.Core;
using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Index;
using Classifier.Fingerprint.Tests.Index;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Fingerprint.Tests.Banks;

public sealed class BankStoreTests
{
    private static readonly Hash256 Code = new(1, 2, 3, 4);
    private static readonly Dictionary<string, string> Labels = new() { ["brand"] = "north", ["ключ"] = "значение" };

    [Fact]
    public async Task Items_are_found_again_after_reopening_with_ids_and_labels()
    {
        using var folder = new TemporaryFolder();
        using (var store = Open(folder))
        {
            var bank = store.Create(new BankDefinition("outputs", "pdq", 31, Description: "what we said"));
            Assert.False(await bank.RegisterAsync(new BankItem("out/1", Code, Labels)));
            Assert.True(await bank.RegisterAsync(new BankItem("out/1", Oracle.Flip(Code, [7]), Labels)));
            Assert.False(await bank.RegisterAsync(new BankItem("out/2", Code, Labels)));
            Assert.True(await bank.RemoveAsync("out/2"));
            Assert.False(await bank.RemoveAsync("out/2"));
        }

        using var again = Open(folder);
        Assert.Equal(new BankDefinition("outputs", "pdq", 31, Description: "what we said"), again.Get("outputs").Definition);
        var match = Assert.Single(again.Match("pdq", Code, [], 10).Matches);
        Assert.Equal(("out/1", 1, "outputs"), (match.Item.Id, match.Distance, match.Bank.Name));
        Assert.Equal(Labels, match.Item.Labels);
        Assert.Equal(1, again.Get("outputs").Count);
    }

    [Fact]
    public async Task Each_bank_matches_by_its_own_threshold_and_the_nearest_come_first()
    {
        using var folder = new TemporaryFolder();
        using var store = Open(folder);
        foreach (var (name, threshold) in new[] { ("strict", 2), ("loose", 40) })
        {
            var bank = store.Create(new BankDefinition(name, "pdq", threshold));
            foreach (var distance in new[] { 0, 2, 3, 40, 41 })
                await bank.RegisterAsync(new BankItem($"at{distance}", Oracle.Flip(Code, Enumerable.Range(0, distance)), Labels));
        }

        var found = store.Match("pdq", Code, [], 100).Matches.Select(m => (m.Bank.Name, m.Item.Id, m.Distance));
        Assert.Equal([("loose", "at0", 0), ("strict", "at0", 0), ("loose", "at2", 2), ("strict", "at2", 2), ("loose", "at3", 3), ("loose", "at40", 40)], found);
        Assert.Equal(2, store.Match("pdq", Code, ["strict"], 100).Matches.Count);
        Assert.Equal(3, store.Match("pdq", Code, [], 3).Matches.Count);
    }

    [Fact]
    public async Task Match_in_a_negative_bank_suppresses_the_others_also_when_it_is_not_named()
    {
        using var folder = new TemporaryFolder();
        using var store = Open(folder);
        await store.Create(new BankDefinition("brands", "pdq", 30)).RegisterAsync(new BankItem("logo", Code, Labels));
        var negative = store.Create(new BankDefinition("harmless", "pdq", 5, Negative: true));
        await negative.RegisterAsync(new BankItem("stock", Oracle.Flip(Code, [1, 2, 3]), Labels));
        var matches = store.Match("pdq", Code, ["brands"], 10);
        Assert.Empty(matches.Matches);
        Assert.Equal(("stock", 3), (matches.SuppressedBy!.Item.Id, matches.SuppressedBy.Distance));
        var beyond = store.Match("pdq", Oracle.Flip(Code, [100, 101, 102, 103]), [], 10);
        Assert.Null(beyond.SuppressedBy);
        Assert.Equal("logo", Assert.Single(beyond.Matches).Item.Id);
    }

    [Fact]
    public void Deleted_bank_is_gone_for_good_and_its_name_is_free()
    {
        using var folder = new TemporaryFolder();
        using (var store = Open(folder))
        {
            store.Create(new BankDefinition("a", "phash", 8));
            Assert.Equal(ErrorKind.AlreadyExists, Assert.Throws<ClassifierException>(() => store.Create(new BankDefinition("a", "pdq", 8))).Kind);
            store.Delete("a");
            Assert.Equal(ErrorKind.NotFound, Assert.Throws<ClassifierException>(() => store.Delete("a")).Kind);
            store.Create(new BankDefinition("a", "pdq", 8));
            store.Delete("a");
        }

        using var again = Open(folder);
        Assert.Empty(again.List());
    }

    [Theory]
    [InlineData("", "pdq", 1, "bank.name")]
    [InlineData("../up", "pdq", 1, "bank.name")]
    [InlineData("Upper", "pdq", 1, "bank.name")]
    [InlineData("a", "md5", 1, "bank.algorithm")]
    [InlineData("a", "pdq", 257, "bank.threshold")]
    [InlineData("a", "phash", 65, "bank.threshold")]
    [InlineData("a", "simhash", -1, "bank.threshold")]
    public void Create_refuses_a_definition_out_of_range(string name, string algorithm, int threshold, string field)
    {
        using var folder = new TemporaryFolder();
        using var store = Open(folder);
        var e = Assert.Throws<ClassifierException>(() => store.Create(new BankDefinition(name, algorithm, threshold)));
        Assert.Equal((ErrorKind.InvalidArgument, field), (e.Kind, e.Field));
        Assert.Empty(store.List());
    }

    [Fact]
    public void Match_refuses_unknown_banks_and_banks_of_another_algorithm()
    {
        using var folder = new TemporaryFolder();
        using var store = Open(folder);
        store.Create(new BankDefinition("texts", "simhash", 3));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<ClassifierException>(() => store.Match("pdq", Code, ["none"], 1)).Kind);
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<ClassifierException>(() => store.Match("pdq", Code, ["texts"], 1)).Kind);
    }

    private static BankStore Open(TemporaryFolder folder) => new(folder.Path, new IndexOptions { DeltaCapacity = 4 }, NullLogger.Instance);
}
