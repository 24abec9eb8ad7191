namespace Classifier.Fingerprint.Index;

/// <summary>One code under its id.</summary>
/// <param name="Id">Unique in an index.</param>
/// <param name="Payload">What the owner of the index wants back with it; at most <see cref="MaxPayload"/> bytes, kept on disk.</param>
public readonly record struct IndexEntry(ulong Id, Hash256 Code, ReadOnlyMemory<byte> Payload)
{
    public const int MaxPayload = 64 << 10;
}
