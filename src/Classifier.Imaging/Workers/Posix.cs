using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Classifier.Imaging.Workers;

/// <summary>The few system calls behind the workers (Linux).</summary>
internal static partial class Posix
{
    public const int LimitCpu = 0;
    public const int LimitFileSize = 1;
    public const int LimitCore = 4;
    public const int LimitOpenFiles = 7;
    public const int LimitAddressSpace = 9;

    private const string C = "libc";
    private const int ReadWrite = 3;
    private const int Shared = 1;
    private const int AddSeals = 1033;
    private const int SealSealShrinkGrow = 1 | 2 | 4;
    private const int AdviseRemove = 9;
    private const int NoNewPrivileges = 38;

    /// <summary>Anonymous memory behind a descriptor, of a size that nobody can change any more: no peer can make an access fail.</summary>
    public static int SealedMemory(string name, long size)
    {
        const uint closeOnExec = 1, allowSealing = 2;
        var descriptor = Check(memfd_create(name, closeOnExec | allowSealing));
        Check(ftruncate(descriptor, size));
        Check(fcntl(descriptor, AddSeals, SealSealShrinkGrow));
        return descriptor;
    }

    public static unsafe byte* Map(int descriptor, long size)
    {
        var address = mmap(0, (nuint)size, ReadWrite, Shared, descriptor, 0);
        return address != -1 ? (byte*)address : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public static unsafe void Unmap(byte* address, long size) => Check(munmap((nint)address, (nuint)size));

    /// <summary>Gives the pages back to the system; they read as zero afterwards.</summary>
    public static unsafe void Discard(byte* address, long size) => Check(madvise((nint)address, (nuint)size, AdviseRemove));

    public static void Close(int descriptor) => Check(close(descriptor));

    public static void SetLimit(int resource, ulong soft, ulong hard = ulong.MaxValue)
    {
        var limit = new Limit(soft, hard);
        Check(setrlimit(resource, in limit));
    }

    public static void GiveUpNewPrivileges() => Check(prctl(NoNewPrivileges, 1, 0, 0, 0));

    /// <summary>Ends the process at once, whatever its other threads do.</summary>
    public static void ExitNow(int code) => _exit(code);

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport(C, SetLastError = true)]
    private static partial int ftruncate(int descriptor, long length);

    [LibraryImport(C, SetLastError = true)]
    private static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport(C, SetLastError = true)]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(C, SetLastError = true)]
    private static partial int munmap(nint address, nuint length);

    [LibraryImport(C, SetLastError = true)]
    private static partial int madvise(nint address, nuint length, int advice);

    [LibraryImport(C, SetLastError = true)]
    private static partial int close(int descriptor);

    [LibraryImport(C, SetLastError = true)]
    private static partial int setrlimit(int resource, in Limit limit);

    [LibraryImport(C, SetLastError = true)]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(C)]
    private static partial void _exit(int code);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
