namespace Classifier.Cli.Scan.Walk;

/// <summary>A file that the scan itself writes, by its folder and name, so that no link in its path hides it.</summary>
internal readonly record struct OwnFile(FileIdentity Folder, string Name)
{
    /// <summary>The file and the one that is written before it takes its name; nothing where there is no such folder yet.</summary>
    public static IEnumerable<OwnFile> Of(string path)
    {
        var full = Path.GetFullPath(path);
        if (FileStat.OfTarget(Path.GetDirectoryName(full) ?? "/") is not { } folder) yield break;
        yield return new(folder.Identity, Path.GetFileName(full));
        yield return new(folder.Identity, Path.GetFileName(full) + Unfinished);
    }

    /// <summary>Ends the name of a file that is being written.</summary>
    public const string Unfinished = ".new";
}
