using Classifier.Fingerprint.Index.Storage;

namespace Classifier.Fingerprint.Tests.Index;

/// <summary>The real disk until its budget of bytes is used up: then a write is cut short and fails, as on a full disk.</summary>
internal sealed class FaultyFiles : IFileSystem
{
    private readonly DiskFiles _disk = new();
    private long _budget = long.MaxValue;

    public bool FlushesFail { get; set; }

    public bool RenamesFail { get; set; }

    public bool CuttingFails { get; set; }

    public int Flushes { get; private set; }

    public void AllowBytes(long bytes) => Volatile.Write(ref _budget, bytes);

    public bool Exists(string path) => _disk.Exists(path);

    public IReadOnlyList<string> Names(string directory) => _disk.Names(directory);

    public void CreateDirectory(string directory) => _disk.CreateDirectory(directory);

    public IFile Open(string path, bool create) => new FaultyFile(this, _disk.Open(path, create));

    public void Replace(string from, string to)
    {
        if (RenamesFail)
            throw new IOException("Injected.");
        _disk.Replace(from, to);
    }

    public void Delete(string path) => _disk.Delete(path);

    public void SyncDirectory(string directory) => _disk.SyncDirectory(directory);

    public IDisposable Lock(string path) => _disk.Lock(path);

    private sealed class FaultyFile(FaultyFiles owner, IFile file) : IFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> target, long offset) => file.Read(target, offset);

        public void Write(ReadOnlySpan<byte> source, long offset)
        {
            var allowed = (int)Math.Min(source.Length, owner._budget);
            file.Write(source[..allowed], offset);
            owner._budget -= allowed;
            if (allowed < source.Length)
                throw new IOException("No space left on device (injected).");
        }

        public void SetLength(long length)
        {
            if (owner.CuttingFails)
                throw new IOException("Injected.");
            file.SetLength(length);
        }

        public void Flush()
        {
            owner.Flushes++;
            if (owner.FlushesFail)
                throw new IOException("Injected.");
        }

        public void Dispose() => file.Dispose();
    }
}
