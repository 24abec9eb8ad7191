namespace Classifier.Fingerprint.Index.Storage;

/// <summary>An open file.</summary>
internal interface IFile : IDisposable
{
    long Length { get; }

    /// <returns>Bytes read; fewer than asked for only at the end.</returns>
    int Read(Span<byte> target, long offset);

    void Write(ReadOnlySpan<byte> source, long offset);

    void SetLength(long length);

    /// <summary>Returns when the device has everything.</summary>
    void Flush();
}
