namespace Classifier.Fingerprint.Index.Storage;

/// <summary>The little that the index asks of a disk; tests put faults between.</summary>
internal interface IFileSystem
{
    bool Exists(string path);

    /// <returns>Names, not paths, of the files of a directory.</returns>
    IReadOnlyList<string> Names(string directory);

    void CreateDirectory(string directory);

    /// <summary>Opens for reading and writing.</summary>
    /// <param name="create">Create, or empty what is there.</param>
    IFile Open(string path, bool create);

    /// <summary>Renames within a file system, replacing what is there, at once.</summary>
    void Replace(string from, string to);

    void Delete(string path);

    /// <summary>Makes creations, renames and deletions in a directory durable.</summary>
    void SyncDirectory(string directory);

    /// <summary>Holds the directory against other processes until disposal.</summary>
    IDisposable Lock(string path);
}
