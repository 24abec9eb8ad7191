namespace Classifier.Fingerprint.Index;

/// <summary>How an index spends memory and when it tidies up.</summary>
public sealed record IndexOptions
{
    /// <summary>Entries that gather in the log before a segment is written, 1 to 1,048,576.</summary>
    public int DeltaCapacity { get; init; } = 65_536;

    /// <summary>Bytes of log after which a segment is written early; at least 1 MiB and at most 1 GiB.</summary>
    public long MaxLogBytes { get; init; } = 128L << 20;

    /// <summary>Segments of at least so many entries get tables for multi-index hashing (64 bytes an entry); int.MaxValue for none.</summary>
    public int MultiIndexFrom { get; init; } = 200_000;

    /// <summary>Threads that share a large search; 0 for one a core.</summary>
    public int SearchThreads { get; init; }

    /// <summary>Merge segments in the background when there are many.</summary>
    public bool AutoCompact { get; init; } = true;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(DeltaCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DeltaCapacity, 1 << 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLogBytes, 1L << 20);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxLogBytes, 1L << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(MultiIndexFrom, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(SearchThreads);
    }
}
