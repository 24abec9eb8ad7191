namespace Classifier.Core;

/// <summary>Why a request or a start was refused. The server maps these to gRPC codes, the CLI to exit codes.</summary>
public enum ErrorKind
{
    /// <summary>The caller's request is malformed.</summary>
    InvalidArgument,

    /// <summary>The request is larger than a limit.</summary>
    TooLarge,

    /// <summary>The content's format is not served.</summary>
    UnsupportedFormat,

    /// <summary>The tenant's share is used up.</summary>
    QuotaExceeded,

    /// <summary>The deadline cannot be met, so nothing was started.</summary>
    DeadlineUnmeetable,

    /// <summary>The server is too busy for anybody.</summary>
    Overloaded,

    /// <summary>The deadline has passed.</summary>
    DeadlineExceeded,

    /// <summary>No model serves what was asked.</summary>
    ModelUnavailable,

    /// <summary>The server stops; ask another replica.</summary>
    ShuttingDown,

    /// <summary>A file, manifest or option is wrong; found at start.</summary>
    Configuration,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>What was to be created exists already.</summary>
    AlreadyExists,

    /// <summary>A disk refused to write or to read (full, read-only, broken). Nothing was changed.</summary>
    StorageFailed,

    /// <summary>Stored data are damaged. Nothing was dropped: a person must restore or remove them.</summary>
    StorageCorrupt,
}
