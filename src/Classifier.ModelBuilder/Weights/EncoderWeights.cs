using System.Runtime.InteropServices;
using Classifier.Core;

namespace Classifier.ModelBuilder.Weights;

/// <summary>
/// The weights of an encoder with its heads, from several safetensors files: a tensor is looked for in each file in turn, so the
/// first file overrides the next (the fine-tuned one stands before its base). Decoded a tensor at a time.
/// </summary>
public sealed class EncoderWeights : IDisposable
{
    private const string FineTunedPrefix = "enc.";
    private readonly IReadOnlyList<SafeTensorsFile> _files;

    private EncoderWeights(IReadOnlyList<SafeTensorsFile> files) => _files = files;

    /// <param name="files">Paths, the overriding file first.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: a file is missing or not valid.</exception>
    public static EncoderWeights Open(IEnumerable<string> files)
    {
        var open = new List<SafeTensorsFile>();
        try
        {
            foreach (var file in files) open.Add(SafeTensorsFile.Open(file));
            return new EncoderWeights(open);
        }
        catch
        {
            foreach (var file in open) file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the tensor exists, packed or plain.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Rows and columns of a tensor once decoded; a vector has one column.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: there is no such tensor.</exception>
    public (int Rows, int Columns) Shape(string name)
    {
        var (file, stored) = Find(name) ?? throw Missing(name);
        var info = file.Tensors[stored];
        return (info.Rows, stored.EndsWith(".q4", StringComparison.Ordinal) ? info.Columns * 2 : info.Columns);
    }

    /// <summary>A tensor as float32, row-major.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: there is no such tensor or it is not of a known format.</exception>
    public float[] Read(string name)
    {
        var (file, stored) = Find(name) ?? throw Missing(name);
        var bytes = file.Read(stored);
        if (stored.EndsWith(".q8", StringComparison.Ordinal)) return BlockFormats.DecodeQ8(MemoryMarshal.Cast<byte, sbyte>(bytes), Scales(file, stored));
        if (stored.EndsWith(".q4", StringComparison.Ordinal)) return BlockFormats.DecodeQ4(bytes, Scales(file, stored));
        return file.Tensors[stored].Type switch
        {
            TensorType.F16 => BlockFormats.ToSingle(bytes),
            TensorType.F32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            _ => throw new ClassifierException(ErrorKind.Configuration, $"The tensor {name} is not of a floating type.", "weights"),
        };
    }

    /// <summary>A tensor of 4-bit blocks as it is stored, or null where it is stored otherwise.</summary>
    public (byte[] Packed, Half[] Scales)? ReadQ4(string name)
    {
        var (file, stored) = Find(name) ?? throw Missing(name);
        return stored.EndsWith(".q4", StringComparison.Ordinal) ? (file.Read(stored), Scales(file, stored).ToArray()) : null;
    }

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private (SafeTensorsFile File, string Stored)? Find(string name)
    {
        foreach (var file in _files)
            foreach (var prefix in (string[])["", FineTunedPrefix])
                foreach (var suffix in (string[])["", ".q8", ".q4"])
                    if (file.Tensors.ContainsKey(prefix + name + suffix)) return (file, prefix + name + suffix);
        return null;
    }

    private static ReadOnlySpan<Half> Scales(SafeTensorsFile file, string stored)
    {
        var name = stored[..^3] + ".scale";
        if (!file.Tensors.TryGetValue(name, out var info) || info.Type != TensorType.F16) throw Missing(name);
        return MemoryMarshal.Cast<byte, Half>(file.Read(name));
    }

    private static ClassifierException Missing(string name) =>
        new(ErrorKind.Configuration, $"The weights lack the tensor {name}.", "weights");
}
