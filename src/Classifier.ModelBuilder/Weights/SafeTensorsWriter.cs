using System.Buffers.Binary;
using System.Text.Json;

namespace Classifier.ModelBuilder.Weights;

/// <summary>Writes a safetensors file. Tensors are ordered by name, so equal content gives equal bytes.</summary>
public static class SafeTensorsWriter
{
    // The header is padded with spaces so that data begins at a multiple of this.
    private const int Alignment = 8;

    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">Element type, shape and a function that gives the bytes; called once each, in the order of the names.</param>
    /// <exception cref="ArgumentException">A tensor's bytes do not fill its shape.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, (TensorType Type, int[] Shape, Func<byte[]> Bytes)> tensors)
    {
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        using var file = File.Create(path);
        file.Write(Header(names, tensors));
        foreach (var name in names)
        {
            var bytes = tensors[name].Bytes();
            if (bytes.Length != Length(tensors[name])) throw new ArgumentException($"The bytes of {name} do not fill its shape.", nameof(tensors));
            file.Write(bytes);
        }
    }

    private static byte[] Header(string[] names, IReadOnlyDictionary<string, (TensorType Type, int[] Shape, Func<byte[]> Bytes)> tensors)
    {
        using var json = new MemoryStream();
        json.Write(new byte[8]);
        using (var writer = new Utf8JsonWriter(json))
        {
            long offset = 0;
            writer.WriteStartObject();
            foreach (var name in names)
            {
                var tensor = tensors[name];
                writer.WriteStartObject(name);
                writer.WriteString("dtype", tensor.Type.ToString());
                writer.WriteStartArray("shape");
                foreach (var size in tensor.Shape) writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += Length(tensor));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        while (json.Length % Alignment != 0) json.WriteByte((byte)' ');
        var header = json.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(header.Length - 8));
        return header;
    }

    private static long Length((TensorType Type, int[] Shape, Func<byte[]> Bytes) tensor) =>
        tensor.Shape.Aggregate((long)tensor.Type.SizeOf(), (product, size) => product * size);
}
