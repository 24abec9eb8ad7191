using System.Runtime.InteropServices;
using Classifier.Core;
using Microsoft.Win32.SafeHandles;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>The real disk.</summary>
internal sealed partial class DiskFiles : IFileSystem
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux x64

    public bool Exists(string path) => File.Exists(path);

    public IReadOnlyList<string> Names(string directory) => [.. Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path))];

    public void CreateDirectory(string directory) => Directory.CreateDirectory(directory);

    public IFile Open(string path, bool create) =>
        new DiskFile(File.OpenHandle(path, create ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite, FileShare.Read));

    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void SyncDirectory(string directory)
    {
        var descriptor = OpenDescriptor(directory, ReadOnlyDirectory);
        if (descriptor < 0)
            throw new IOException("A directory cannot be opened to be synchronised.");
        var result = Sync(descriptor);
        _ = Close(descriptor);
        if (result != 0)
            throw new IOException("A directory cannot be synchronised.");
    }

    public IDisposable Lock(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ClassifierException(ErrorKind.StorageFailed, "The index is open in another process, or its folder cannot be written.", inner: e);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    private sealed class DiskFile(SafeFileHandle handle) : IFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> target, long offset)
        {
            var total = 0;
            while (total < target.Length)
            {
                var read = RandomAccess.Read(handle, target[total..], offset + total);
                if (read == 0)
                    break;
                total += read;
            }

            return total;
        }

        public void Write(ReadOnlySpan<byte> source, long offset) => RandomAccess.Write(handle, source, offset);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
