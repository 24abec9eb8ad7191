using System.Runtime.InteropServices;

namespace Classifier.ModelBuilder.Weights;

/// <summary>Values as a tensor stores them: little-endian, one after the other.</summary>
internal static class TensorBytes
{
    public static byte[] Of<T>(ReadOnlySpan<T> values) where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();
}
