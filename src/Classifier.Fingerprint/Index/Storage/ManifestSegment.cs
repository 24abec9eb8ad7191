namespace Classifier.Fingerprint.Index.Storage;

/// <summary>A segment of the index.</summary>
/// <param name="Number">Number of its file.</param>
/// <param name="Removed">A bit a position, set where the entry was removed before the log began; empty when none was.</param>
internal sealed record ManifestSegment(ulong Number, ulong[] Removed);
