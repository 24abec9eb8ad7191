using Classifier.Cli.Scan.Walk;
using Microsoft.Win32.SafeHandles;

namespace Classifier.Cli.Scan.Phases;

/// <summary>A file of the tree, open, and certain to be the one that was found.</summary>
internal sealed class OpenedFile : IDisposable
{
    private const string Changed = "it changed while it was scanned";

    private readonly SafeFileHandle _handle;
    private readonly FoundFile _file;

    private OpenedFile(SafeFileHandle handle, FoundFile file) => (_handle, _file) = (handle, file);

    /// <exception cref="UnreadableException">It is gone, changed, or may not be read.</exception>
    public static OpenedFile Open(FoundFile file)
    {
        try
        {
            var opened = new OpenedFile(File.OpenHandle(file.Path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete), file);
            try
            {
                // Between walk and opening, a link out of the tree may have taken the file's place.
                opened.RequireUnchanged();
                return opened;
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException(SkipReasons.Of(e), e);
        }
    }

    /// <summary>Reads from an offset until the buffer is full or the file ends; returns the bytes read.</summary>
    /// <exception cref="UnreadableException">The disk failed.</exception>
    public int Read(Span<byte> buffer, long offset)
    {
        try
        {
            var total = 0;
            while (total < buffer.Length && RandomAccess.Read(_handle, buffer[total..], offset + total) is var read and > 0) total += read;
            return total;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException(SkipReasons.Of(e), e);
        }
    }

    /// <exception cref="UnreadableException">It has been written to, or is another file.</exception>
    public void RequireUnchanged()
    {
        if (FileStat.Of(_handle, out _) is not { Kind: FileKind.File } stat || stat.Identity != _file.Identity || stat.Stamp != _file.Stamp)
            throw new UnreadableException(Changed);
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>A file cannot be read; the message is the reason, without the path.</summary>
internal sealed class UnreadableException(string reason, Exception? inner = null) : Exception(reason, inner);
