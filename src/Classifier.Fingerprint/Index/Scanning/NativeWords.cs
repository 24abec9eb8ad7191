using System.Runtime.InteropServices;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Zeroed 64-bit words outside the managed heap, aligned to a cache line, so that no register load straddles two lines.</summary>
internal sealed unsafe class NativeWords : IDisposable
{
    private const int CacheLine = 64;

    public NativeWords(long count)
    {
        Count = count;
        var bytes = (nuint)Math.Max(1, count) * sizeof(ulong);
        Pointer = (ulong*)NativeMemory.AlignedAlloc((bytes + CacheLine - 1) / CacheLine * CacheLine, CacheLine);
        NativeMemory.Clear(Pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    ~NativeWords() => Free();

    public long Count { get; }

    /// <summary>Valid until disposal or finalisation: whoever holds it keeps this object alive.</summary>
    public ulong* Pointer { get; private set; }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Pointer is null)
            return;
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.RemoveMemoryPressure((long)Math.Max(1, Count) * sizeof(ulong));
    }
}
