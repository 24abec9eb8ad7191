using System.Text.Json;
using Classifier.Core;

namespace Classifier.ModelBuilder.Weights;

/// <summary>
/// Parses a safetensors header: a JSON object from names to <c>{dtype, shape, data_offsets}</c>. Everything in it is checked
/// against the file's length before a byte of data is touched: https://github.com/huggingface/safetensors#format.
/// </summary>
internal static class SafeTensorsHeader
{
    internal const int MaxBytes = 16 << 20;
    private const int MaxTensors = 65_536;
    private const int MaxDimensions = 8;

    /// <param name="json">The header.</param>
    /// <param name="dataStart">Where data begins in the file.</param>
    /// <param name="dataLength">Bytes of data.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the header is not valid.</exception>
    public static IReadOnlyDictionary<string, TensorInfo> Parse(ReadOnlyMemory<byte> json, long dataStart, long dataLength)
    {
        var tensors = new Dictionary<string, TensorInfo>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Bad("is not a JSON object");
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__") continue;
                if (tensors.Count == MaxTensors) throw Bad("names too many tensors");
                if (!tensors.TryAdd(property.Name, Tensor(property, dataStart, dataLength))) throw Bad("names a tensor twice");
            }
        }
        // FormatException and InvalidOperationException: a value of another kind or range than asked for, or a lone surrogate in a name.
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Bad("is not valid", e);
        }
        RefuseOverlap(tensors.Values);
        return tensors;
    }

    private static TensorInfo Tensor(JsonProperty property, long dataStart, long dataLength)
    {
        var value = property.Value;
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out var dtype)
            || !value.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array
            || !value.TryGetProperty("data_offsets", out var offsets) || offsets.ValueKind != JsonValueKind.Array
            || offsets.GetArrayLength() != 2)
            throw Bad("lacks dtype, shape or data_offsets");
        if (!Enum.TryParse<TensorType>(dtype.GetString(), out var type) || !Enum.IsDefined(type) || char.IsAsciiDigit(dtype.GetString()![0]))
            throw Bad("has an element type that is not read here");
        if (shape.GetArrayLength() > MaxDimensions) throw Bad("has too many dimensions");

        long bytes = type.SizeOf();
        var sizes = new List<int>(shape.GetArrayLength());
        foreach (var size in shape.EnumerateArray())
        {
            var n = size.GetInt32();
            if (n < 0) throw Bad("has a negative dimension");
            bytes *= n;
            if (bytes > int.MaxValue) throw Bad("has a tensor of more than 2 GiB");
            sizes.Add(n);
        }
        long begin = offsets[0].GetInt64(), end = offsets[1].GetInt64();
        if (begin < 0 || end < begin || end > dataLength || end - begin != bytes) throw Bad("has offsets that do not fit the shape or the file");
        return new TensorInfo(property.Name, type, sizes, dataStart + begin, (int)bytes);
    }

    private static void RefuseOverlap(IEnumerable<TensorInfo> tensors)
    {
        long end = 0;
        foreach (var tensor in tensors.Where(t => t.Length > 0).OrderBy(t => t.Offset))
        {
            if (tensor.Offset < end) throw Bad("has tensors that overlap");
            end = tensor.Offset + tensor.Length;
        }
    }

    internal static ClassifierException Bad(string why, Exception? inner = null) =>
        new(ErrorKind.Configuration, $"A safetensors file's header {why}.", "weights", inner: inner);
}
