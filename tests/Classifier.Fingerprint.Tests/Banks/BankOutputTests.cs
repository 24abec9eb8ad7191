using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Index;
using Classifier.Fingerprint.Tests.Index;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Fingerprint.Tests.Banks;

/// <summary>Outputs of several parts: what is registered takes the place of all that the output had.</summary>
public sealed class BankOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private BankStore _store;
    private Bank _bank;

    public BankOutputTests()
    {
        _store = Open();
        _bank = _store.Create(new BankDefinition("outputs", "pdq", 31));
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3), InlineData(64)]
    public async Task Registered_again_with_fewer_parts_an_output_has_only_those(int parts)
    {
        await _bank.RegisterOutputAsync("other", Parts("other", 3, 1));
        Assert.False(await _bank.RegisterOutputAsync("out", Parts("out", 64, 2)));
        Assert.True(await _bank.RegisterOutputAsync("out", Parts("out", parts, 3)));
        Check();
        Reopen();
        Check();

        void Check()
        {
            Assert.Equal([.. Said(Parts("other", 3, 1)), .. Said(Parts("out", parts, 3))], Said(_bank.Items()));
            Assert.Equal(parts + 3, _bank.Count);
        }
    }

    [Fact]
    public async Task Item_of_the_outputs_id_takes_the_place_of_its_parts_too()
    {
        await _bank.RegisterOutputAsync("out", Parts("out", 4, 1));
        Assert.True(await _bank.RegisterAsync(new BankItem("out", Entries.Code(9), Labels("x"))));
        Assert.Equal(["out"], _bank.Items().Select(item => item.Id));
    }

    [Fact]
    public async Task Part_alone_leaves_the_others_of_its_output()
    {
        await _bank.RegisterOutputAsync("out", Parts("out", 4, 1));
        Assert.True(await _bank.RegisterAsync(new BankItem("out#2", Entries.Code(9), Labels("out"))));
        Assert.True(await _bank.RemoveAsync("out#3"));
        Assert.Equal(["out", "out#1", "out#2"], _bank.Items().Select(item => item.Id).Order(StringComparer.Ordinal));
        Assert.Equal(Entries.Code(9), _bank.Find("out#2")!.Hash);
    }

    [Fact]
    public async Task What_stands_under_a_parts_id_for_itself_is_not_the_outputs()
    {
        await _bank.RegisterAsync(new BankItem("out#1", Entries.Code(7), new Dictionary<string, string>()));
        await _bank.RegisterAsync(new BankItem("out#2", Entries.Code(8), Labels("somebody")));
        await _bank.RegisterOutputAsync("out", Parts("out", 1, 1));
        await _bank.RemoveAsync("out");
        Assert.Equal(["out#1", "out#2"], _bank.Items().Select(item => item.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Removing_an_output_removes_its_parts_also_where_the_first_is_missing()
    {
        await _bank.RegisterOutputAsync("out", [.. Parts("out", 4, 1).Skip(1)]);
        Assert.True(await _bank.RemoveAsync("out"));
        Assert.False(await _bank.RemoveAsync("out"));
        Assert.Empty(_bank.Items());
    }

    [Fact]
    public async Task Same_output_registered_many_times_at_once_ends_as_one_of_them()
    {
        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => Task.Run(() => _bank.RegisterOutputAsync("out", Parts("out", n % 7, n)))));
        var left = Said(_bank.Items());
        Assert.Contains(Enumerable.Range(1, 40), n => Said(Parts("out", n % 7, n)).SequenceEqual(left));
    }

    [Fact]
    public async Task Item_of_another_output_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _bank.RegisterOutputAsync("out", Parts("other", 1, 1)));

    private static BankItem[] Parts(string output, int count, int version) =>
        [.. Enumerable.Range(0, count).Select(n => new BankItem(n == 0 ? output : BankItem.PartId(output, n), Entries.Code((ulong)n, version), Labels(output)))];

    private static Dictionary<string, string> Labels(string output) => new() { [BankItem.OutputLabel] = output };

    private static (string Id, Hash256 Hash)[] Said(IEnumerable<BankItem> items) => [.. items.Select(item => (item.Id, item.Hash)).OrderBy(item => item.Id, StringComparer.Ordinal)];

    // Fewer places than parts: a change that does not fit the delta segment is made all the same.
    private BankStore Open() => new(_folder.Path, new IndexOptions { DeltaCapacity = 4 }, NullLogger.Instance);

    private void Reopen()
    {
        _store.Dispose();
        _store = Open();
        _bank = _store.Get("outputs");
    }
}
