using Classifier.Cli.Scan.Prints;
using Classifier.Cli.Scan.Records;
using Classifier.Cli.Scan.Walk;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.Fingerprint;
using Classifier.Imaging;
using CsCheck;

namespace Classifier.Cli.Tests.Scan;

public sealed class ScanIndexTests : IDisposable
{
    private static readonly Gen<Hash256> Hash = Gen.ULong.Array[4].Select(words => Hash256.FromWords(words));

    private static readonly Gen<FilePrint> Print = Gen.OneOf<FilePrint>(
        Gen.Select(Gen.Enum<ImageFormat>(), Gen.Int[1, 60000], Gen.Int[1, 60000], Gen.Bool, Gen.Int[0, 100], Gen.OneOf(Hash.Array[1], Hash.Array[8]))
            .Select((format, w, h, shrunk, quality, hashes) => (FilePrint)new ImagePrint(format, w, h, shrunk, quality, hashes)),
        Gen.Select(Gen.Int[0, 100000], Gen.UInt.Array[128]).Select((shingles, signature) => (FilePrint)new TextPrint(shingles, signature)),
        Gen.String.Select(reason => (FilePrint)new RefusedPrint(reason)),
        Gen.Const((FilePrint)new OtherPrint()));

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "index");

    private ScanIndex Open() => ScanIndex.Open(File, TimeProvider.System);

    private static FoundFile Found(string name, long size = 5, long modified = 7, ulong inode = 9) =>
        new("/tree/" + name, name, new FileIdentity(1, inode), new FileStamp(size, modified, inode));

    [Fact]
    public void Open_finds_every_print_and_content_that_was_added() => Gen.Select(Gen.String, Print).List[1, 20].Sample(items =>
    {
        System.IO.File.Delete(File);
        var prints = new Dictionary<string, FilePrint>();
        using (var index = Open())
        {
            foreach (var (name, print) in items)
            {
                index.Add(Found(name), print);
                index.Add(Found(name), Blake3.Hasher.Hash(System.Text.Encoding.UTF8.GetBytes(name)));
                prints[name] = print;
            }
        }

        using var again = Open();
        Assert.Equal(prints.Count, again.Count);
        foreach (var (name, print) in prints)
        {
            Assert.True(again.TryGetPrint(Found(name), out var read));
            Same(print, read);
            Assert.True(again.TryGetContent(Found(name), out var hash));
            Assert.Equal(Blake3.Hasher.Hash(System.Text.Encoding.UTF8.GetBytes(name)), hash);
        }
    }, threads: 1, iter: 50);

    [Fact]
    public void A_file_counts_as_unseen_when_its_size_time_or_inode_changed()
    {
        using var index = Open();
        index.Add(Found("a"), new OtherPrint());
        Assert.True(index.TryGetPrint(Found("a"), out _));
        Assert.False(index.TryGetPrint(Found("a", size: 6), out _));
        Assert.False(index.TryGetPrint(Found("a", modified: 8), out _));
        Assert.False(index.TryGetPrint(Found("a", inode: 10), out _));
        Assert.False(index.TryGetPrint(Found("b"), out _));
        Assert.False(index.TryGetContent(Found("a"), out _));
    }

    [Fact]
    public void What_was_known_of_a_changed_file_is_forgotten()
    {
        using (var index = Open())
        {
            index.Add(Found("a"), Blake3.Hasher.Hash([1]));
            index.Add(Found("a", size: 6), new OtherPrint());
        }

        using var again = Open();
        Assert.False(again.TryGetContent(Found("a"), out _));
        Assert.False(again.TryGetContent(Found("a", size: 6), out _));
        Assert.True(again.TryGetPrint(Found("a", size: 6), out _));
    }

    [Fact]
    public void Compact_drops_what_the_tree_no_longer_has_and_keeps_the_rest()
    {
        var tree = Enumerable.Range(0, 10).Select(i => Found("keep" + i)).ToList();
        using (var index = Open())
        {
            foreach (var file in tree) index.Add(file, new OtherPrint());
            for (var i = 0; i < 5000; i++) index.Add(Found("gone" + i), new OtherPrint());
            index.Compact(tree);
            index.Add(Found("later"), new OtherPrint());
        }

        Assert.InRange(new FileInfo(File).Length, 1, 1000);
        using var again = Open();
        Assert.Equal(11, again.Count);
        Assert.All(tree.Append(Found("later")), file => Assert.True(again.TryGetPrint(file, out _)));
    }

    [Fact]
    public void Open_refuses_a_file_that_is_no_index()
    {
        System.IO.File.WriteAllText(File, "somebody's file");
        Assert.Equal(ExitCode.InputRefused, Assert.Throws<CliException>(Open).ExitCode);
        Assert.Equal("somebody's file", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Open_fails_when_another_scan_has_the_index()
    {
        using var first = Open();
        Assert.Equal(ExitCode.Failed, Assert.Throws<CliException>(Open).ExitCode);
    }

    private static void Same(FilePrint expected, FilePrint read)
    {
        switch (expected, read)
        {
            case (ImagePrint a, ImagePrint b):
                Assert.Equal(a with { Hashes = b.Hashes }, b);
                Assert.Equal(a.Hashes, b.Hashes);
                break;
            case (TextPrint a, TextPrint b):
                Assert.Equal(a.Shingles, b.Shingles);
                Assert.Equal(a.Signature, b.Signature);
                break;
            default:
                Assert.Equal(expected, read);
                break;
        }
    }

    public void Dispose() => _folder.Dispose();
}
