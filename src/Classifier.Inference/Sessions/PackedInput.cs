using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Classifier.Inference.Sessions;

/// <summary>One input of a packed graph: its name, its element type and how it is filled.</summary>
internal sealed class PackedInput(string name, TensorElementType type) : IDisposable
{
    /// <summary>The inputs that this family can have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ids", "pos", "pad", "mask", "unpad", "pool"];

    private readonly TensorBuffer _buffer = new(type, name is "pad" or "mask" or "pool" ? 2 : 1);

    /// <param name="tokens">T.</param>
    /// <param name="columns">S.</param>
    /// <param name="bindAlways">A binding to a device copies when it is bound, so new content has to be bound again.</param>
    public void Fill(ReadOnlySpan<ReadOnlyMemory<int>> items, int tokens, int columns, OrtIoBinding binding, bool bindAlways)
    {
        var changed = name switch
        {
            "pad" or "mask" => _buffer.Reshape(items.Length, columns),
            "pool" => _buffer.Reshape(items.Length, tokens),
            _ => _buffer.Reshape(tokens),
        };
        switch (_buffer.Type)
        {
            case TensorElementType.Int64: Fill<long>(items, tokens, columns); break;
            case TensorElementType.Int32: Fill<int>(items, tokens, columns); break;
            case TensorElementType.Float: Fill<float>(items, tokens, columns); break;
            default: Fill<Half>(items, tokens, columns); break;
        }
        if (changed || bindAlways) binding.BindInput(name, _buffer.Value);
    }

    public void Dispose() => _buffer.Dispose();

    private void Fill<T>(ReadOnlySpan<ReadOnlyMemory<int>> items, int tokens, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var values = _buffer.AsSpan<T>();
        switch (name)
        {
            case "ids": PackedLayout.Ids(items, values); break;
            case "pos": PackedLayout.Positions(items, values); break;
            case "pad": PackedLayout.Pad(items, columns, values); break;
            case "mask": PackedLayout.Mask(items, columns, values); break;
            case "unpad": PackedLayout.Unpad(items, columns, values); break;
            default: PackedLayout.Pool(items, tokens, values); break;
        }
    }
}
