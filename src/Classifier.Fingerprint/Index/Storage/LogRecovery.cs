namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Reads a log after a crash.</summary>
internal static class LogRecovery
{
    /// <param name="bytes">The file without its header.</param>
    /// <param name="apply">Called for every operation, in order.</param>
    /// <returns>How much of the bytes is whole, and the last group's number.</returns>
    /// <exception cref="Core.ClassifierException">StorageCorrupt: damage that a torn write cannot have left.</exception>
    /// <remarks>
    /// A group is begun only when the one before it is durable. So what a crash tears is the last group alone, and none of it was
    /// acknowledged. Any sign of a still later group behind the damage means that durable, acknowledged data are broken.
    /// </remarks>
    public static LogTail Read(string file, ReadOnlySpan<byte> bytes, ulong salt, Action<LogOperation> apply)
    {
        var offset = 0;
        ulong group = 0;
        var ended = true;
        while (offset < bytes.Length && LogFormat.TryReadRecord(bytes[offset..], salt, out var record))
        {
            if (record.Group != (ended ? group + 1 : group))
                throw StorageFailure.Corrupt(file, "a group of records is missing");
            (group, ended) = (record.Group, record.Last);
            apply(record.Operation);
            offset += record.Size;
        }

        var torn = ended ? group + 1 : group;
        for (var at = offset + 1; at < bytes.Length; at++)
        {
            if (LogFormat.TryReadRecord(bytes[at..], salt, out var later) && later.Group > torn)
                throw StorageFailure.Corrupt(file, "a record in its middle does not match its checksum");
        }

        return new LogTail(offset, torn);
    }
}
