using Classifier.Core;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Words for what can go wrong with files. Paths stay out: they may name what is being looked for.</summary>
internal static class StorageFailure
{
    public static bool IsOfDisk(Exception e) => e is IOException or UnauthorizedAccessException;

    public static ClassifierException Failed(string message, Exception? inner = null) =>
        new(ErrorKind.StorageFailed, message, inner: inner);

    public static ClassifierException Corrupt(string file, string what) =>
        new(ErrorKind.StorageCorrupt, $"The index file {Path.GetFileName(file)} is damaged: {what}.");
}
