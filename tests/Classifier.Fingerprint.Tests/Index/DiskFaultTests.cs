using Classifier.Core;
using Classifier.Fingerprint.Index;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Fingerprint.Tests.Index;

public sealed class DiskFaultTests
{
    private static readonly IndexOptions Options = new() { DeltaCapacity = 8, AutoCompact = false };

    [Fact]
    public void Full_disk_fails_changes_and_loses_nothing_acknowledged() => Gen.Int[0, 6000].Sample(
        bytes =>
        {
            using var folder = new TemporaryFolder();
            var files = new FaultyFiles();
            var acknowledged = new HashSet<ulong>();
            using (var index = FingerprintIndex.Open(files, folder.Path, Options, NullLogger.Instance))
            {
                files.AllowBytes(bytes);
                for (var id = 0UL; id < 40; id++)
                    Try(index, id, acknowledged);
                foreach (var id in acknowledged)
                    Assert.Equal([new SearchHit(id, 0)], index.Search([Entries.Code(id)], 0)[0]);
                Assert.Equal(acknowledged.Count, index.Count);

                // Space again: the index takes changes as if nothing had been.
                files.AllowBytes(long.MaxValue);
                Try(index, 100, acknowledged);
                Assert.Contains(100UL, acknowledged);
                files.AllowBytes(0);
            }

            AssertHolds(folder, acknowledged);
        }, iter: 40, threads: 1);

    [Fact]
    public void Full_disk_makes_a_change_of_several_entries_as_a_whole_or_not_at_all() => Gen.Int[0, 2500].Sample(
        bytes =>
        {
            using var folder = new TemporaryFolder();
            var files = new FaultyFiles();
            var version = 1;
            using (var index = FingerprintIndex.Open(files, folder.Path, Options, NullLogger.Instance))
            {
                Put(index, 1);
                files.AllowBytes(bytes);
                try
                {
                    for (; version < 6; version++)
                        Put(index, version + 1);
                }
                catch (ClassifierException e)
                {
                    Assert.Equal(ErrorKind.StorageFailed, e.Kind);
                }

                Check(index);
            }

            using var again = FingerprintIndex.Open(folder.Path, Options);
            Check(again);

            // Versions have the ids 10 v to 10 v + 2.
            static void Put(FingerprintIndex index, int version) => index.ReplaceAsync(
                [.. Enumerable.Range(0, 3).Select(i => (ulong)((10 * (version - 1)) + i))],
                [.. Enumerable.Range(0, 3).Select(i => Entries.Of((ulong)((10 * version) + i)))]).GetAwaiter().GetResult();

            void Check(FingerprintIndex index) =>
                Assert.Equal(Enumerable.Range(10 * version, 3).Select(id => (ulong)id), index.Entries().Select(entry => entry.Id).Order());
        }, iter: 40, threads: 1);

    [Fact]
    public void Failed_flush_makes_the_index_read_only_until_it_is_opened_anew()
    {
        using var folder = new TemporaryFolder();
        var files = new FaultyFiles();
        var acknowledged = new HashSet<ulong>();
        using (var index = FingerprintIndex.Open(files, folder.Path, Options, NullLogger.Instance))
        {
            Try(index, 1, acknowledged);
            files.FlushesFail = true;
            Try(index, 2, acknowledged);
            files.FlushesFail = false;
            Try(index, 3, acknowledged);
            Assert.Equal([1], acknowledged);
            Assert.Single(index.Search([Entries.Code(1)], 0)[0]);
        }

        using var again = FingerprintIndex.Open(folder.Path, Options);
        Assert.True(again.TryGet(1, out _));
        Try(again, 3, acknowledged);
        Assert.Contains(3UL, acknowledged);
    }

    [Fact]
    public void Torn_write_that_cannot_be_cut_off_makes_the_index_read_only()
    {
        using var folder = new TemporaryFolder();
        var files = new FaultyFiles();
        var acknowledged = new HashSet<ulong>();
        using (var index = FingerprintIndex.Open(files, folder.Path, Options, NullLogger.Instance))
        {
            Try(index, 1, acknowledged);
            files.CuttingFails = true;
            files.AllowBytes(10);
            Try(index, 2, acknowledged);
            files.AllowBytes(long.MaxValue);
            Try(index, 3, acknowledged);
            Assert.Equal([1], acknowledged);
        }

        AssertHolds(folder, acknowledged);
    }

    [Fact]
    public void Failed_rename_of_the_manifest_stops_changes_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var files = new FaultyFiles();
        var acknowledged = new HashSet<ulong>();
        using (var index = FingerprintIndex.Open(files, folder.Path, Options, NullLogger.Instance))
        {
            for (var id = 0UL; id < 8; id++)
                Try(index, id, acknowledged);
            files.RenamesFail = true;
            Try(index, 8, acknowledged);
            Assert.Equal(8, acknowledged.Count);
        }

        AssertHolds(folder, acknowledged);
    }

    [Fact]
    public async Task Changes_that_wait_together_share_a_flush()
    {
        using var folder = new TemporaryFolder();
        var files = new FaultyFiles();
        using var index = FingerprintIndex.Open(files, folder.Path, new IndexOptions(), NullLogger.Instance);
        var before = files.Flushes;
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(id => index.AddAsync(Entries.Of((ulong)id))));
        Assert.InRange(files.Flushes - before, 2, 2500);
        Assert.Equal(5000, index.Count);
    }

    private static void Try(FingerprintIndex index, ulong id, HashSet<ulong> acknowledged)
    {
        try
        {
            index.AddAsync(Entries.Of(id)).GetAwaiter().GetResult();
            acknowledged.Add(id);
        }
        catch (ClassifierException e)
        {
            Assert.Equal(ErrorKind.StorageFailed, e.Kind);
        }
    }

    private static void AssertHolds(TemporaryFolder folder, HashSet<ulong> acknowledged)
    {
        using var index = FingerprintIndex.Open(folder.Path, Options);
        foreach (var id in acknowledged)
        {
            Assert.True(index.TryGet(id, out var entry));
            Entries.AssertSame(Entries.Of(id), entry);
        }

        Assert.Equal(acknowledged.Count, index.Count);
    }
}
