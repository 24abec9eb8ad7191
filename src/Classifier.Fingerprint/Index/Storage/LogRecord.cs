namespace Classifier.Fingerprint.Index.Storage;

/// <summary>A record as it was read.</summary>
/// <param name="Group">Number of the group that was made durable together, from 1.</param>
/// <param name="Last">Whether the group ends with it.</param>
/// <param name="Size">Bytes in the file.</param>
internal readonly record struct LogRecord(LogOperation Operation, ulong Group, bool Last, int Size);
