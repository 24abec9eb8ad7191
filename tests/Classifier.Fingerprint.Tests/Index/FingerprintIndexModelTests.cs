using Classifier.Fingerprint.Index;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Index;

/// <summary>Whatever is done to an index, it answers as a dictionary would.</summary>
public sealed class FingerprintIndexModelTests
{
    private enum Act
    {
        Add,
        AddMany,
        Remove,
        Replace,
        Reopen,
        Compact,
        Import,
    }

    private static readonly Gen<(Act Act, int Id, int Version)[]> Acts = Gen.Select(
        Gen.Frequency((8, Gen.Const(Act.Add)), (2, Gen.Const(Act.AddMany)), (5, Gen.Const(Act.Remove)), (3, Gen.Const(Act.Replace)), (2, Gen.Const(Act.Reopen)), (1, Gen.Const(Act.Compact)), (1, Gen.Const(Act.Import))),
        Gen.Int[0, 30],
        Gen.Int[0, 1000]).Array[1, 40];

    private static readonly IndexOptions Options = new() { DeltaCapacity = 5, MultiIndexFrom = 30, SearchThreads = 2, AutoCompact = false };

    [Fact]
    public void Index_equals_dictionary_after_any_history() => Acts.Sample(
        acts =>
        {
            using var folder = new TemporaryFolder();
            var model = new Dictionary<ulong, IndexEntry>();
            var index = FingerprintIndex.Open(folder.Path, Options);
            try
            {
                foreach (var (act, id, version) in acts)
                    Perform(act, (ulong)id, version, model, folder.Path, ref index);
                Check(model, index);
                Perform(Act.Reopen, 0, 0, model, folder.Path, ref index);
                Check(model, index);
            }
            finally
            {
                index.Dispose();
            }
        }, iter: 20, threads: 1);

    [Fact]
    public async Task Many_small_segments_are_merged_in_the_background_and_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        var model = new Dictionary<ulong, IndexEntry>();
        using var index = FingerprintIndex.Open(folder.Path, Options with { AutoCompact = true });
        for (var id = 0UL; id < 200; id++)
        {
            await index.AddAsync(model[id] = Entries.Of(id));
            if (id % 3 == 2)
            {
                Assert.True(await index.RemoveAsync(id - 1));
                model.Remove(id - 1);
            }
        }

        Assert.InRange(index.SegmentCount, 1, 30);
        Check(model, index);
        await index.CompactAsync();
        Assert.Equal(1, index.SegmentCount);
        Check(model, index);
    }

    [Fact]
    public async Task Searches_during_changes_see_every_entry_that_was_acknowledged_before()
    {
        using var folder = new TemporaryFolder();
        using var index = FingerprintIndex.Open(folder.Path, Options with { DeltaCapacity = 50, AutoCompact = true });
        var acknowledged = 0;
        var stop = 0;
        var reader = Task.Run(() =>
        {
            var searches = 0;
            while (Volatile.Read(ref stop) == 0 || searches == 0)
            {
                var known = Volatile.Read(ref acknowledged);
                if (known == 0)
                    continue;
                var id = (ulong)(searches++ % known);
                var hits = index.Search([Entries.Code(id)], 0)[0];
                Assert.Equal([new SearchHit(id, 0)], hits);
            }

            return searches;
        });
        for (var id = 0; id < 300; id++)
        {
            await index.AddAsync(Entries.Of((ulong)id));
            Volatile.Write(ref acknowledged, id + 1);
        }

        Volatile.Write(ref stop, 1);
        Assert.True(await reader > 0);
    }

    private static void Perform(Act act, ulong id, int version, Dictionary<ulong, IndexEntry> model, string folder, ref FingerprintIndex index)
    {
        switch (act)
        {
            case Act.Add:
                Assert.Equal(model.ContainsKey(id), index.AddAsync(model[id] = Entries.Of(id, version)).GetAwaiter().GetResult());
                break;
            case Act.AddMany:
                var open = index;
                Task.WhenAll(Enumerable.Range(0, 12).Select(i => open.AddAsync(model[id + (ulong)i] = Entries.Of(id + (ulong)i, version)))).GetAwaiter().GetResult();
                break;
            case Act.Remove:
                Assert.Equal(model.Remove(id), index.RemoveAsync(id).GetAwaiter().GetResult());
                break;
            case Act.Replace:
                ulong[] gone = [.. Enumerable.Range(0, version % 8).Select(i => id + (ulong)(3 * i))];
                IndexEntry[] put = [.. Enumerable.Range(0, version % 11).Select(i => Entries.Of(id + (ulong)(2 * i), version))];
                var existed = gone.Concat(put.Select(entry => entry.Id)).Any(model.ContainsKey);
                foreach (var removed in gone)
                    model.Remove(removed);
                foreach (var entry in put)
                    model[entry.Id] = entry;
                Assert.Equal(existed, index.ReplaceAsync(gone, put).GetAwaiter().GetResult());
                break;
            case Act.Reopen:
                index.Dispose();
                index = FingerprintIndex.Open(folder, Options);
                break;
            case Act.Compact:
                index.CompactAsync().GetAwaiter().GetResult();
                Assert.InRange(index.SegmentCount, 0, 1);
                break;
            case Act.Import:
                IndexEntry[] entries = [.. Enumerable.Range(0, 9).Select(i => Entries.Of((ulong)(((int)id + (i * i)) % 40), version + i))];
                foreach (var entry in entries)
                    model[entry.Id] = entry;
                index.ImportAsync(entries).GetAwaiter().GetResult();
                break;
        }
    }

    private static void Check(Dictionary<ulong, IndexEntry> model, FingerprintIndex index)
    {
        Assert.Equal(model.Count, index.Count);
        foreach (var (id, expected) in model)
        {
            Assert.True(index.TryGet(id, out var actual));
            Entries.AssertSame(expected, actual);
        }

        var listed = index.Entries().OrderBy(entry => entry.Id).ToArray();
        Assert.Equal(model.Keys.Order(), listed.Select(entry => entry.Id));
        Hash256[] queries = [default, .. model.Values.Take(7).Select(entry => Oracle.Flip(entry.Code, [3, 99]))];
        foreach (var radius in new[] { 0, 2, 31, 120, 256 })
        {
            var expected = queries.Select(q => model.Values.Select(e => new SearchHit(e.Id, e.Code.HammingDistance(q))).Where(h => h.Distance <= radius).Order().ToArray()).ToArray();
            Assert.Equal(expected, index.Search(queries, radius));
            Assert.Equal(expected.Select(hits => hits.Take(3)), index.Nearest(queries, 3, radius));
        }
    }
}
