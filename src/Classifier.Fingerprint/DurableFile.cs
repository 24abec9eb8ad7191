using Classifier.Core;
using Classifier.Fingerprint.Index.Storage;

namespace Classifier.Fingerprint;

/// <summary>Small files that are there whole and durable, or not at all, whenever the process or the machine ends.</summary>
public static class DurableFile
{
    /// <summary>Beside each file that is being written; what a crash leaves of them means nothing.</summary>
    public const string TemporarySuffix = AtomicFile.TemporarySuffix;

    /// <summary>Puts a file in place of one of its name: temporary name, flush, rename, flush of the directory.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.StorageFailed"/>.</exception>
    public static void Write(string directory, string name, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        AtomicFile.Write(new DiskFiles(), directory, name, file => file.Write(bytes, 0));
    }

    /// <summary>Deletes a file durably; one that is not there is fine.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.StorageFailed"/>.</exception>
    public static void Delete(string directory, string name)
    {
        var files = new DiskFiles();
        try
        {
            files.Delete(Path.Combine(directory, name));
            files.SyncDirectory(directory);
        }
        catch (Exception e) when (StorageFailure.IsOfDisk(e))
        {
            throw StorageFailure.Failed("A file could not be deleted.", e);
        }
    }
}
