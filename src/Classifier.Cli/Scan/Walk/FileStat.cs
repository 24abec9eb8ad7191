using System.Runtime.InteropServices;

namespace Classifier.Cli.Scan.Walk;

/// <summary>What the kernel says of a file. .NET tells neither a file's identity nor a pipe from a file, and opening a pipe waits for ever.</summary>
/// <param name="Kind">File, folder, link or something else.</param>
/// <param name="Identity">The same for two names of one file.</param>
/// <param name="Stamp">Changes when the content does.</param>
internal readonly record struct FileStat(FileKind Kind, FileIdentity Identity, FileStamp Stamp)
{
    /// <summary>Asks for a path, not following a link at its end; the error number where that fails.</summary>
    public static FileStat? Of(string path, out int error) => Ask(Native.CurrentFolder, path, Native.NoFollow, out error);

    /// <summary>Asks for what a path leads to, through links.</summary>
    public static FileStat? OfTarget(string path) => Ask(Native.CurrentFolder, path, 0, out _);

    /// <summary>Asks for an open file.</summary>
    public static FileStat? Of(SafeHandle file, out int error)
    {
        var held = false;
        file.DangerousAddRef(ref held);
        try
        {
            return Ask((int)file.DangerousGetHandle(), "", Native.EmptyPath, out error);
        }
        finally
        {
            if (held) file.DangerousRelease();
        }
    }

    private static FileStat? Ask(int folder, string path, int flags, out int error)
    {
        if (Native.StatX(folder, path, flags, Native.BasicStats, out var s) != 0)
        {
            error = Marshal.GetLastPInvokeError();
            return null;
        }

        error = 0;
        var kind = (s.Mode & 0xF000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            _ => FileKind.Special,
        };
        return new FileStat(
            kind,
            new FileIdentity((ulong)s.DeviceMajor << 32 | s.DeviceMinor, s.Inode),
            new FileStamp((long)s.Size, s.ModifiedSeconds * 1_000_000_000 + s.ModifiedNanoseconds, s.Inode));
    }
}

internal enum FileKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket or a device.</summary>
    Special,
}

/// <summary>Which file it is on this machine.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);

/// <summary>Which state of a file: equal as long as nothing has been written to it, however the tree is mounted.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedNanoseconds">Since 1970, UTC.</param>
internal readonly record struct FileStamp(long Size, long ModifiedNanoseconds, ulong Inode);
