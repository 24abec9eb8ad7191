namespace Classifier.Fingerprint.Index.Storage;

/// <summary>A file that is there whole and durable, or not at all: temporary name, flush, rename, flush of the directory.</summary>
internal static class AtomicFile
{
    public const string TemporarySuffix = ".tmp";

    /// <exception cref="Core.ClassifierException">StorageFailed.</exception>
    public static void Write(IFileSystem files, string directory, string name, Action<IFile> write)
    {
        Prepare(files, directory, name, write);
        Commit(files, directory, name);
    }

    /// <summary>Writes under the temporary name. When it fails, nothing is left behind.</summary>
    public static void Prepare(IFileSystem files, string directory, string name, Action<IFile> write)
    {
        var temporary = Path.Combine(directory, name + TemporarySuffix);
        try
        {
            using var file = files.Open(temporary, create: true);
            write(file);
            file.Flush();
        }
        catch (Exception e) when (StorageFailure.IsOfDisk(e))
        {
            TryDelete(files, temporary);
            throw StorageFailure.Failed("A file could not be written; nothing was changed.", e);
        }
    }

    /// <summary>Gives a prepared file its name. When it fails, either name may be the one that a crash would leave.</summary>
    public static void Commit(IFileSystem files, string directory, string name)
    {
        try
        {
            files.Replace(Path.Combine(directory, name + TemporarySuffix), Path.Combine(directory, name));
            files.SyncDirectory(directory);
        }
        catch (Exception e) when (StorageFailure.IsOfDisk(e))
        {
            throw StorageFailure.Failed("A file could not be renamed.", e);
        }
    }

    public static void TryDelete(IFileSystem files, string path)
    {
        try
        {
            if (files.Exists(path))
                files.Delete(path);
        }
        catch (Exception e) when (StorageFailure.IsOfDisk(e))
        {
            // Left for the next opening, which deletes whatever the manifest does not name.
        }
    }
}
