namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Reads a log after a crash.</summary>
internal static class LogRecovery
{
    /// <param name="bytes">The file without its header.</param>
    /// <param name="apply">Called for every operation of the whole groups, in order.</param>
    /// <returns>How much of the bytes are whole groups, and the next one's number.</returns>
    /// <exception cref="Core.ClassifierException">StorageCorrupt: damage that a torn write cannot have left.</exception>
    /// <remarks>
    /// A group is begun only when the one before it is durable. So what a crash tears is the last group alone, and none of it was
    /// acknowledged: it is left out altogether, so that a change of several operations is there as a whole or not at all. Any sign of a still later group behind the damage means that durable, acknowledged data are broken.
    /// </remarks>
    public static LogTail Read(string file, ReadOnlySpan<byte> bytes, ulong salt, Action<LogOperation> apply)
    {
        var (offset, whole) = (0, 0);
        ulong group = 0;
        var ended = true;
        var operations = new List<LogOperation>();
        while (offset < bytes.Length && LogFormat.TryReadRecord(bytes[offset..], salt, out var record))
        {
            if (record.Group != (ended ? group + 1 : group))
                throw StorageFailure.Corrupt(file, "a group of records is missing");
            (group, ended) = (record.Group, record.Last);
            operations.Add(record.Operation);
            offset += record.Size;
            if (!ended)
                continue;
            operations.ForEach(apply);
            operations.Clear();
            whole = offset;
        }

        var torn = ended ? group + 1 : group;
        for (var at = offset + 1; at < bytes.Length; at++)
        {
            if (LogFormat.TryReadRecord(bytes[at..], salt, out var later) && later.Group > torn)
                throw StorageFailure.Corrupt(file, "a record in its middle does not match its checksum");
        }

        return new LogTail(whole, torn);
    }
}
