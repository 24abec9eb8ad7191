using System.Runtime.InteropServices;

namespace Classifier.Imaging.Tests.Workers;

internal static partial class Pipes
{
    private const int ReadOnlyNonBlocking = 0x800;
    private const nuint Fionread = 0x541B;

    /// <summary>Bytes that wait in a pipe.</summary>
    public static int Unread(string path)
    {
        var descriptor = open(path, ReadOnlyNonBlocking);
        Assert.True(descriptor >= 0);
        Assert.Equal(0, ioctl(descriptor, Fionread, out var count));
        Assert.Equal(0, close(descriptor));
        return count;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int ioctl(int descriptor, nuint request, out int value);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
