using System.Runtime.InteropServices;
using Classifier.Cli.Scan.Walk;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Scan;

public sealed partial class TreeWalkerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => Path.Combine(_folder.Path, "tree");

    private Tree Walk(params string[] own) =>
        TreeWalker.Walk(Root, own.SelectMany(OwnFile.Of).ToHashSet(), _ => { }, TestContext.Current.CancellationToken);

    [Fact]
    public void Walk_lists_every_regular_file_in_ordinal_order()
    {
        foreach (var name in new[] { "b.txt", "a/z.txt", "a/y/x.txt", "B.txt", "ä.txt", ".hidden", "a.txt" }) _folder.File("tree/" + name, name);
        var tree = Walk();
        Assert.Equal([".hidden", "B.txt", "a.txt", "a/y/x.txt", "a/z.txt", "b.txt", "ä.txt"], tree.Files.Select(f => f.Name));
        Assert.All(tree.Files, f => Assert.Equal((Path.Combine(Root, f.Name), new FileInfo(f.Path).Length), (f.Path, f.Size)));
        Assert.Empty(tree.Skipped);
    }

    [Fact]
    public void Walk_follows_no_link_when_links_make_cycles_or_lead_out_of_the_tree()
    {
        _folder.File("tree/a/file.txt", "x");
        _folder.File("outside/secret.txt", "y");
        File.CreateSymbolicLink(Path.Combine(Root, "up"), Root);
        File.CreateSymbolicLink(Path.Combine(Root, "a/self"), ".");
        File.CreateSymbolicLink(Path.Combine(Root, "out"), Path.Combine(_folder.Path, "outside"));
        File.CreateSymbolicLink(Path.Combine(Root, "secret.txt"), Path.Combine(_folder.Path, "outside/secret.txt"));
        File.CreateSymbolicLink(Path.Combine(Root, "nowhere"), "gone");
        var tree = Walk();
        Assert.Equal(["a/file.txt"], tree.Files.Select(f => f.Name));
        Assert.Equal(5, tree.Links);
        Assert.Empty(tree.Skipped);
    }

    [Fact]
    public void Walk_enters_the_root_when_the_root_is_a_link()
    {
        _folder.File("real/file.txt", "x");
        File.CreateSymbolicLink(Root, Path.Combine(_folder.Path, "real"));
        var tree = Walk();
        Assert.Equal(Path.Combine(_folder.Path, "real", "file.txt"), Assert.Single(tree.Files).Path);
    }

    [Fact]
    public void Walk_passes_by_pipes_and_own_files()
    {
        _folder.File("tree/file.txt", "x");
        _folder.File("tree/out/report.html", "x");
        _folder.File("tree/out/report.html.new", "x");
        Assert.Equal(0, MakePipe(Path.Combine(Root, "pipe"), 0x1ff));
        // Named through a link, as people do.
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "alias"), Path.Combine(Root, "out"));
        var tree = Walk(Path.Combine(_folder.Path, "alias", "report.html"));
        Assert.Equal(["file.txt"], tree.Files.Select(f => f.Name));
        Assert.Empty(tree.Skipped);
    }

    [Fact]
    public void Walk_gives_the_reason_when_a_name_is_not_utf8()
    {
        Directory.CreateDirectory(Root);
        // As raw bytes, for .NET cannot write such a name.
        byte[] name = [.. System.Text.Encoding.UTF8.GetBytes(Path.Combine(Root, "bad")), 0xFF, (byte)'.', (byte)'j', 0];
        Assert.Equal(0, MakePipe(name, 0x1ff));
        Assert.Equal("its name is not valid UTF-8", Assert.Single(Walk().Skipped).Reason);
        Assert.Equal(0, Unlink(name));
    }

    [Fact]
    public void Walk_gives_the_reason_and_goes_on_when_a_folder_may_not_be_listed()
    {
        _folder.File("tree/a/file.txt", "x");
        _folder.File("tree/locked/file.txt", "x");
        _folder.File("tree/z.txt", "x");
        Assert.Equal((0, 0), (ChangeMode(Path.Combine(Root, "locked"), 0), ChangeMode(_folder.Path, 0x1ed)));
        Tree? tree = null;
        // Whoever is root may read everything: this one thread looks with the eyes of nobody.
        var thread = new Thread(() =>
        {
            _ = SetFileUser(65534);
            tree = TreeWalker.Walk(Root, new HashSet<OwnFile>(), _ => { }, CancellationToken.None);
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, ChangeMode(Path.Combine(Root, "locked"), 0x1c0));

        Assert.Equal(["a/file.txt", "z.txt"], tree!.Files.Select(f => f.Name));
        Assert.Equal(new SkippedFile(Path.Combine(Root, "locked"), "the folder cannot be listed: permission denied"), Assert.Single(tree.Skipped));
    }

    [Fact]
    public void Two_names_of_one_file_have_one_identity()
    {
        var first = _folder.File("tree/a.txt", "x");
        _folder.File("tree/b.txt", "x");
        Assert.Equal(0, Link(first, Path.Combine(Root, "c.txt")));
        var files = Walk().Files;
        Assert.Equal(files[0].Identity, files[2].Identity);
        Assert.NotEqual(files[0].Identity, files[1].Identity);
    }

    [Fact]
    public void Stamp_changes_when_the_content_does()
    {
        var path = _folder.File("tree/a.txt", "x");
        var before = Walk().Files[0].Stamp;
        File.WriteAllText(path, "y");
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        var after = Walk().Files[0].Stamp;
        Assert.NotEqual(before, after);
        Assert.Equal(new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero).ToUnixTimeSeconds() * 1_000_000_000, after.ModifiedNanoseconds);
    }

    [Fact]
    public void Walk_stops_when_it_is_cancelled()
    {
        Directory.CreateDirectory(Root);
        Assert.Throws<OperationCanceledException>(() => TreeWalker.Walk(Root, new HashSet<OwnFile>(), _ => { }, new CancellationToken(true)));
    }

    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "mkfifo")]
    private static partial int MakePipe(byte[] path, uint mode);

    [LibraryImport("libc", EntryPoint = "unlink")]
    private static partial int Unlink(byte[] path);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string other);

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}
