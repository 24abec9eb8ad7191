namespace Classifier.Cli.Scan.Walk;

/// <summary>
/// Lists the regular files of a tree. Follows no symbolic link: what a link inside the tree points to is found where it lies, a
/// link out of the tree is not the tree's, and so there is no cycle; a folder that is mounted twice is entered once. What cannot
/// be read is noted and passed by.
/// </summary>
internal sealed class TreeWalker
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly List<FoundFile> _files = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly HashSet<FileIdentity> _entered = [];
    private readonly string _root;
    private readonly IReadOnlySet<OwnFile> _own;
    private readonly Action<int> _found;
    private int _links;

    private TreeWalker(string root, IReadOnlySet<OwnFile> own, Action<int> found) => (_root, _own, _found) = (root, own, found);

    /// <param name="root">An existing folder.</param>
    /// <param name="own">Files that the scan itself writes; they are no part of the tree.</param>
    /// <param name="found">Told the number of files found so far.</param>
    public static Tree Walk(string root, IReadOnlySet<OwnFile> own, Action<int> found, CancellationToken cancellation)
    {
        var full = Resolve(root);
        var walker = new TreeWalker(full, own, found);
        walker.Run(cancellation);
        walker._files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        walker._skipped.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new Tree(full, walker._files, walker._skipped, walker._links);
    }

    /// <summary>The full path of a folder, through a link where it is one.</summary>
    public static string Resolve(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists(full) ? Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }

    private void Run(CancellationToken cancellation)
    {
        var waiting = new Stack<string>();
        waiting.Push(_root);
        while (waiting.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            // The folder may have become a link since it was listed.
            if (FileStat.Of(folder, out var error) is not { Kind: FileKind.Folder } stat)
            {
                _skipped.Add(new(folder, error == 0 ? "the folder became something else" : SkipReasons.Of(error)));
                continue;
            }

            if (!_entered.Add(stat.Identity)) continue;
            foreach (var path in Entries(folder)) Take(path, stat.Identity, waiting);
            _found(_files.Count);
        }
    }

    private List<string> Entries(string folder)
    {
        var entries = new List<string>();
        try
        {
            entries.AddRange(Directory.EnumerateFileSystemEntries(folder, "*", Everything));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was listed before it broke is kept.
            _skipped.Add(new(folder, "the folder cannot be listed: " + SkipReasons.Of(e)));
        }

        return entries;
    }

    private void Take(string path, FileIdentity folder, Stack<string> waiting)
    {
        if (FileStat.Of(path, out var error) is not { } stat)
        {
            _skipped.Add(new(path, path.Contains('\uFFFD', StringComparison.Ordinal) ? "its name is not valid UTF-8" : SkipReasons.Of(error)));
            return;
        }

        switch (stat.Kind)
        {
            case FileKind.File when !_own.Contains(new(folder, Path.GetFileName(path))):
                _files.Add(new(path, Path.GetRelativePath(_root, path), stat.Identity, stat.Stamp));
                break;
            case FileKind.Folder:
                waiting.Push(path);
                break;
            case FileKind.Link:
                _links++;
                break;
        }
    }
}
