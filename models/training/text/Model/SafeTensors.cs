using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Classifier.Training.Text.Model;

/// <summary>A safetensors file in memory: an eight-byte header length, a JSON header, raw little-endian data.</summary>
internal sealed class SafeTensors
{
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly byte[] _data;

    private SafeTensors(byte[] data) => _data = data;

    public IEnumerable<string> Names => _entries.Keys;

    public Dictionary<string, string> Metadata { get; } = [];

    public static SafeTensors Read(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[8];
        stream.ReadExactly(head);
        var header = new byte[BinaryPrimitives.ReadInt64LittleEndian(head)];
        stream.ReadExactly(header);
        var data = new byte[stream.Length - stream.Position];
        stream.ReadExactly(data);

        var file = new SafeTensors(data);
        using var json = JsonDocument.Parse(header);
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                foreach (var pair in property.Value.EnumerateObject())
                {
                    file.Metadata[pair.Name] = pair.Value.GetString() ?? "";
                }

                continue;
            }

            var offsets = property.Value.GetProperty("data_offsets");
            file._entries[property.Name] = new Entry(
                property.Value.GetProperty("dtype").GetString()!,
                [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())],
                offsets[0].GetInt32(),
                offsets[1].GetInt32());
        }

        return file;
    }

    public bool Has(string name) => _entries.ContainsKey(name);

    public long[] Shape(string name) => _entries[name].Shape;

    public ReadOnlySpan<byte> Bytes(string name) => _data.AsSpan(_entries[name].Start, _entries[name].End - _entries[name].Start);

    public float[] Floats(string name)
    {
        var bytes = Bytes(name);
        return _entries[name].Type switch
        {
            "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "F16" => Widen(MemoryMarshal.Cast<byte, Half>(bytes)),
            var type => throw new InvalidDataException($"{name}: {type} is not a float type"),
        };
    }

    /// <summary>Writes beside the target and renames, so that a kill never leaves half a file.</summary>
    public static void Write(string path, IReadOnlyList<RawTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = new Dictionary<string, object>();
        if (metadata is not null)
        {
            header["__metadata__"] = metadata;
        }

        long offset = 0;
        foreach (var tensor in tensors)
        {
            header[tensor.Name] = new Dictionary<string, object>
            {
                ["dtype"] = tensor.Type,
                ["shape"] = tensor.Shape,
                ["data_offsets"] = new[] { offset, offset + tensor.Data.Length },
            };
            offset += tensor.Data.Length;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + 7) / 8 * 8;
        var partial = path + ".partial";
        using (var stream = File.Create(partial))
        {
            Span<byte> head = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(head, padded);
            stream.Write(head);
            stream.Write(json);
            for (var i = json.Length; i < padded; i++)
            {
                stream.WriteByte((byte)' ');
            }

            foreach (var tensor in tensors)
            {
                stream.Write(tensor.Data);
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    private static float[] Widen(ReadOnlySpan<Half> halves)
    {
        var floats = new float[halves.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = (float)halves[i];
        }

        return floats;
    }

    private sealed record Entry(string Type, long[] Shape, int Start, int End);
}

/// <summary>A tensor on its way into a file.</summary>
internal sealed record RawTensor(string Name, string Type, long[] Shape, byte[] Data)
{
    public static RawTensor Single(string name, long[] shape, float[] values) =>
        new(name, "F32", shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static RawTensor Half(string name, long[] shape, float[] values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
        }

        return new(name, "F16", shape, MemoryMarshal.AsBytes(halves.AsSpan()).ToArray());
    }
}
