using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Classifier.Imaging.Workers;

/// <summary>
/// Memory that two processes see. A sealed memfd instead of a file in /dev/shm, which containers often bound to 64 MiB; pages exist
/// only once they are touched.
/// </summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    private readonly byte* _address;
    private readonly int _descriptor;
    private bool _disposed;

    private SharedMemory(int descriptor, long size)
    {
        (_descriptor, Size) = (descriptor, size);
        _address = Posix.Map(descriptor, size);
    }

    public long Size { get; }

    /// <summary>How another process of the same user opens it.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_descriptor}");

    public static SharedMemory Create(string name, long size) => new(Posix.SealedMemory(name, size), size);

    /// <summary>Maps what another process created.</summary>
    public static SharedMemory Open(string path, long size)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        return new SharedMemory(file, size);
    }

    public Span<byte> Slice(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Size);
        return new(_address + offset, length);
    }

    /// <summary>After use of the first <paramref name="used"/> bytes, keeps at most <paramref name="kept"/> of them in memory.</summary>
    public void Trim(long used, long kept)
    {
        if (used > kept) Posix.Discard(_address + kept, Math.Min(Pages(used), Size) - kept);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Posix.Unmap(_address, Size);
        if (_descriptor >= 0) Posix.Close(_descriptor);
    }

    private static long Pages(long bytes) => (bytes + 4095) & ~4095L;

    private SharedMemory(SafeFileHandle file, long size)
    {
        // The mapping outlives the descriptor.
        (_descriptor, Size) = (-1, size);
        _address = Posix.Map((int)file.DangerousGetHandle(), size);
    }
}
