using Classifier.Core;
using Classifier.Fingerprint.Index;

namespace Classifier.Fingerprint.Tests.Index;

public sealed class RecoveryTests
{
    private static readonly IndexOptions Options = new() { DeltaCapacity = 8 };

    [Fact]
    public async Task Open_cuts_a_torn_tail_at_every_length_and_keeps_all_before_it()
    {
        using var folder = new TemporaryFolder();
        var ends = await FillAsync(folder, 6);
        var log = folder.File("*.wal");
        var whole = File.ReadAllBytes(log);
        for (var length = (int)ends[3]; length <= whole.Length; length++)
        {
            File.WriteAllBytes(log, whole[..length]);
            using (var index = FingerprintIndex.Open(folder.Path, Options))
            {
                Assert.Equal(ends.Count(end => end <= length), index.Count);
                await index.AddAsync(Entries.Of(77));
            }

            using var again = FingerprintIndex.Open(folder.Path, Options);
            Assert.True(again.TryGet(77, out _));
            Assert.True(again.TryGet(3, out _));
            Assert.True(again.TryGet(2, out _));
        }
    }

    [Fact]
    public async Task Change_of_several_entries_is_there_as_a_whole_or_not_at_all_wherever_the_log_was_torn()
    {
        using var folder = new TemporaryFolder();
        long before;
        using (var index = FingerprintIndex.Open(folder.Path, Options))
        {
            await index.ReplaceAsync([], [.. Enumerable.Range(0, 3).Select(id => Entries.Of((ulong)id))]);
            before = new FileInfo(folder.File("*.wal")).Length;
            Assert.True(await index.ReplaceAsync([1, 2], [Entries.Of(0, 1), Entries.Of(3, 1)]));
        }

        var log = folder.File("*.wal");
        var whole = File.ReadAllBytes(log);
        var (old, changed) = (0, 0);
        for (var length = (int)before; length <= whole.Length; length++)
        {
            File.WriteAllBytes(log, whole[..length]);
            using (var index = FingerprintIndex.Open(folder.Path, Options))
            {
                IndexEntry[] found = [.. index.Entries().OrderBy(entry => entry.Id)];
                var isOld = found.Length == 3;
                _ = isOld ? old++ : changed++;
                IndexEntry[] expected = isOld ? [Entries.Of(0), Entries.Of(1), Entries.Of(2)] : [Entries.Of(0, 1), Entries.Of(3, 1)];
                Assert.Equal(expected.Length, found.Length);
                foreach (var (want, have) in expected.Zip(found))
                    Entries.AssertSame(want, have);
                await index.AddAsync(Entries.Of(77));
            }

            using var again = FingerprintIndex.Open(folder.Path, Options);
            Assert.True(again.TryGet(77, out _));
        }

        Assert.True(old > 0 && changed > 0);
    }

    [Fact]
    public async Task Open_cuts_garbage_behind_the_last_group()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder, 6);
        File.AppendAllBytes(folder.File("*.wal"), new byte[5000]);
        using var index = FingerprintIndex.Open(folder.Path, Options);
        Assert.Equal(6, index.Count);
    }

    [Fact]
    public async Task Open_refuses_a_log_with_any_byte_changed_before_the_last_group()
    {
        using var folder = new TemporaryFolder();
        var ends = await FillAsync(folder, 4);
        var log = folder.File("*.wal");
        var whole = File.ReadAllBytes(log);
        for (var at = 0; at < ends[3]; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x20;
            File.WriteAllBytes(log, damaged);
            var e = Assert.Throws<ClassifierException>(() => FingerprintIndex.Open(folder.Path, Options));
            Assert.Equal(ErrorKind.StorageCorrupt, e.Kind);
            Assert.Equal(damaged, File.ReadAllBytes(log));
        }

        File.WriteAllBytes(log, whole);
        using var index = FingerprintIndex.Open(folder.Path, Options);
        Assert.Equal(4, index.Count);
    }

    [Theory, InlineData("*.seg"), InlineData("MANIFEST")]
    public async Task Open_refuses_a_changed_byte_in_a_file_that_is_not_appended_to(string pattern)
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder, 9);
        var file = folder.File(pattern);
        var whole = File.ReadAllBytes(file);
        for (var at = 0; at < whole.Length; at += 7)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 1;
            File.WriteAllBytes(file, damaged);
            var e = Assert.Throws<ClassifierException>(() => FingerprintIndex.Open(folder.Path, Options));
            Assert.Equal(ErrorKind.StorageCorrupt, e.Kind);
        }

        File.WriteAllBytes(file, whole[..^1]);
        Assert.Equal(ErrorKind.StorageCorrupt, Assert.Throws<ClassifierException>(() => FingerprintIndex.Open(folder.Path, Options)).Kind);
    }

    [Theory, InlineData("*.seg"), InlineData("*.wal"), InlineData("MANIFEST")]
    public async Task Open_refuses_when_a_file_is_gone(string pattern)
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder, 9);
        File.Delete(folder.File(pattern));
        Assert.Equal(ErrorKind.StorageCorrupt, Assert.Throws<ClassifierException>(() => FingerprintIndex.Open(folder.Path, Options)).Kind);
    }

    [Fact]
    public async Task Open_deletes_what_a_crash_left_and_the_manifest_does_not_name()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder, 9);
        foreach (var name in new[] { "segment-0000000099.seg", "log-0000000098.wal", "MANIFEST.tmp" })
            File.WriteAllBytes(Path.Combine(folder.Path, name), [1, 2, 3]);
        using var index = FingerprintIndex.Open(folder.Path, Options);
        Assert.Equal(9, index.Count);
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Open_refuses_a_folder_that_is_open_already()
    {
        using var folder = new TemporaryFolder();
        using var index = FingerprintIndex.Open(folder.Path, Options);
        Assert.Equal(ErrorKind.StorageFailed, Assert.Throws<ClassifierException>(() => FingerprintIndex.Open(folder.Path, Options)).Kind);
    }

    [Fact]
    public async Task Add_refuses_a_payload_beyond_the_limit()
    {
        using var folder = new TemporaryFolder();
        using var index = FingerprintIndex.Open(folder.Path, Options);
        var e = await Assert.ThrowsAsync<ClassifierException>(() => index.AddAsync(new IndexEntry(1, default, new byte[IndexEntry.MaxPayload + 1])));
        Assert.Equal(ErrorKind.TooLarge, e.Kind);
        Assert.Equal(0, index.Count);
    }

    /// <returns>Length of the log after each entry, each in a group of its own.</returns>
    private static async Task<List<long>> FillAsync(TemporaryFolder folder, int count)
    {
        var ends = new List<long>();
        using var index = FingerprintIndex.Open(folder.Path, Options);
        for (var id = 0; id < count; id++)
        {
            await index.AddAsync(Entries.Of((ulong)id));
            ends.Add(new FileInfo(Directory.GetFiles(folder.Path, "*.wal")[0]).Length);
        }

        return ends;
    }
}
