using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Classifier.Inference.Sessions;

/// <summary>
/// Memory of one input or output that is used again by every run. It only grows; the <see cref="OrtValue"/> over it is made
/// anew when the shape changes, because a value's shape is fixed.
/// </summary>
internal sealed unsafe class TensorBuffer(TensorElementType type, int rank) : IDisposable
{
    private const nuint Alignment = 64;
    private readonly long[] _shape = new long[rank];
    private void* _memory;
    private nuint _capacity;

    /// <summary>The value of the last shape; null before the first.</summary>
    public OrtValue? Value { get; private set; }

    public TensorElementType Type { get; } = type;

    /// <summary>Elements of the last shape.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Capacity => (long)_capacity;

    /// <summary>Makes room for a shape; what was written before is lost.</summary>
    /// <returns>Whether <see cref="Value"/> is another one now and has to be bound again.</returns>
    public bool Reshape(params ReadOnlySpan<int> shape)
    {
        if (shape.Length != _shape.Length) throw new ArgumentException("Another rank.", nameof(shape));
        var (same, count) = (Value is not null, 1L);
        for (var i = 0; i < shape.Length; i++)
        {
            same &= _shape[i] == shape[i];
            _shape[i] = shape[i];
            count = checked(count * shape[i]);
        }
        if (same) return false;

        Count = checked((int)count);
        var bytes = checked((nuint)count * (nuint)SizeOf(Type));
        Value?.Dispose();
        Value = null;
        Grow(bytes);
        Value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, Type, _shape, (nint)_memory, (long)bytes);
        return true;
    }

    /// <summary>The elements; <typeparamref name="T"/> has the size of <see cref="Type"/>.</summary>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        if (sizeof(T) != SizeOf(Type)) throw new InvalidOperationException("Another element type.");
        return new(_memory, Count);
    }

    public static bool IsSupported(TensorElementType type) =>
        type is TensorElementType.Int32 or TensorElementType.Int64 or TensorElementType.Float or TensorElementType.Float16;

    public void Dispose()
    {
        Value?.Dispose();
        Value = null;
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        (_capacity, Count) = (0, 0);
    }

    private void Grow(nuint bytes)
    {
        if (bytes <= _capacity && _memory is not null) return;
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _capacity = 0;
        var capacity = Math.Max(bytes + bytes / 2, Alignment);
        _memory = NativeMemory.AlignedAlloc(capacity, Alignment);
        _capacity = capacity;
    }

    private static int SizeOf(TensorElementType type) => type switch
    {
        TensorElementType.Int64 => 8,
        TensorElementType.Int32 or TensorElementType.Float => 4,
        TensorElementType.Float16 => 2,
        _ => throw new NotSupportedException("An element type that no graph of ours has."),
    };
}
