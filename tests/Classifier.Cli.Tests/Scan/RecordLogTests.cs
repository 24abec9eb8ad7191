using Classifier.Cli.Scan.Records;
using Classifier.Cli.Tests.Support;
using CsCheck;

namespace Classifier.Cli.Tests.Scan;

public sealed class RecordLogTests : IDisposable
{
    private static readonly Gen<byte[][]> Records = Gen.Byte.Array[0, 200].Array[0, 20];
    private static readonly byte[] Header = "HEADER01"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    private (List<byte[]> Records, long Dropped) Read(string path)
    {
        var records = new List<byte[]>();
        using var log = RecordLog.Open(path, Header, TimeProvider.System, record => records.Add(record.ToArray()));
        return (records, log.Dropped);
    }

    private string Write(byte[][] records, string name = "log")
    {
        var path = Path.Combine(_folder.Path, name);
        File.Delete(path);
        using var log = RecordLog.Open(path, Header, TimeProvider.System, _ => Assert.Fail("the file is new"));
        foreach (var record in records) log.Append(record);
        return path;
    }

    [Fact]
    public void Open_reads_what_was_appended() => Records.Sample(records =>
        Read(Write(records)) is { Dropped: 0 } read && read.Records.Zip(records).All(p => p.First.SequenceEqual(p.Second)) && read.Records.Count == records.Length, threads: 1);

    [Fact]
    public void Open_keeps_all_whole_records_when_the_tail_is_cut_anywhere() => Gen.Select(Records, Gen.Double.Unit).Sample((records, share) =>
    {
        var path = Write(records);
        var cut = (long)(share * new FileInfo(path).Length);
        using (var file = File.OpenWrite(path)) file.SetLength(cut);
        var whole = 0;
        for (long end = Header.Length; whole < records.Length && (end += RecordLog.FrameBytes + records[whole].Length) <= cut;) whole++;

        var (read, _) = Read(path);

        Assert.Equal(records.Take(whole), read);
        // And the file is clean again.
        Assert.Equal(0, Read(path).Dropped);
    }, threads: 1);

    [Fact]
    public void Open_drops_what_follows_a_damaged_byte_and_keeps_what_is_before() => Gen.Select(Records.Where(r => r.Length > 0), Gen.Double.Unit, Gen.Byte[1, 255]).Sample((records, share, flip) =>
    {
        var path = Write(records);
        var bytes = File.ReadAllBytes(path);
        var at = Header.Length + (int)(share * (bytes.Length - Header.Length));
        bytes[at] ^= flip;
        File.WriteAllBytes(path, bytes);
        var before = 0;
        for (var end = Header.Length; (end += RecordLog.FrameBytes + records[before].Length) <= at;) before++;

        var (read, dropped) = Read(path);

        Assert.Equal(records.Take(before), read);
        Assert.True(dropped > 0);
    }, threads: 1);

    [Fact]
    public void Records_are_appended_after_the_last_whole_one_when_the_tail_was_cut()
    {
        var path = Write([[1, 2, 3], [4, 5, 6]]);
        using (var file = File.OpenWrite(path)) file.SetLength(file.Length - 1);
        using (var log = RecordLog.Open(path, Header, TimeProvider.System, _ => { })) log.Append([7]);
        Assert.Equal([[1, 2, 3], [7]], Read(path).Records);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HEAD")]
    public void Open_begins_anew_when_the_header_was_cut(string begin)
    {
        var path = _folder.File("log", begin);
        Assert.Empty(Read(path).Records);
        Assert.Equal("HEADER01", File.ReadAllText(path));
    }

    [Fact]
    public void Open_leaves_a_file_alone_when_it_is_something_else()
    {
        var path = _folder.File("photo.jpg", "something else");
        Assert.Throws<InvalidDataException>(() => Read(path));
        Assert.Equal("something else", File.ReadAllText(path));
    }

    [Fact]
    public void Open_refuses_a_file_when_another_holds_it()
    {
        var path = Write([]);
        using var first = RecordLog.Open(path, Header, TimeProvider.System, _ => { });
        Assert.ThrowsAny<IOException>(() => RecordLog.Open(path, Header, TimeProvider.System, _ => { }));
    }

    [Fact]
    public void A_file_full_of_zeros_after_the_header_holds_no_record()
    {
        // What a file system may leave after a power cut.
        var path = _folder.File("log", [.. Header, .. new byte[4096]]);
        Assert.Equal((0, 4096), (Read(path).Records.Count, 4096));
        Assert.Equal(Header.Length, new FileInfo(path).Length);
    }

    public void Dispose() => _folder.Dispose();
}
