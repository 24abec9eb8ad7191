namespace Classifier.Fingerprint.Index.Storage;

/// <summary>What an operation of the log does. The values are the file format.</summary>
internal enum LogOperationKind : byte
{
    /// <summary>Puts an entry, in place of one with its id.</summary>
    Add = 1,

    /// <summary>Removes the entry with an id.</summary>
    Remove = 2,

    /// <summary>Nothing; says that the index was closed in good order, so that all before it must be whole.</summary>
    Close = 3,
}
