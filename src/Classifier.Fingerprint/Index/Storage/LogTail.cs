namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Where writing goes on after a recovery.</summary>
/// <param name="Length">Whole bytes; what follows was torn and is cut off.</param>
/// <param name="NextGroup">Number of the next group.</param>
internal readonly record struct LogTail(int Length, ulong NextGroup);
