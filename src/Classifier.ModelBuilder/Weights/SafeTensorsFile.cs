using System.Buffers.Binary;
using Classifier.Core;
using Microsoft.Win32.SafeHandles;

namespace Classifier.ModelBuilder.Weights;

/// <summary>Reads tensors of a safetensors file one at a time. Thread-safe.</summary>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly SafeFileHandle _file;

    private SafeTensorsFile(SafeFileHandle file, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        _file = file;
        Tensors = tensors;
    }

    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: there is no such file or its header is not valid.</exception>
    public static SafeTensorsFile Open(string path)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClassifierException(ErrorKind.Configuration, $"The weights file {Path.GetFileName(path)} cannot be read.", "weights", inner: e);
        }
        try
        {
            return new SafeTensorsFile(file, ReadHeader(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A tensor's bytes as they stand in the file.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: there is no tensor of that name, or the file was cut since it was opened.</exception>
    public byte[] Read(string name)
    {
        if (!Tensors.TryGetValue(name, out var tensor))
            throw new ClassifierException(ErrorKind.Configuration, $"The weights lack the tensor {name}.", "weights");
        var bytes = new byte[tensor.Length];
        ReadExactly(_file, bytes, tensor.Offset);
        return bytes;
    }

    public void Dispose() => _file.Dispose();

    private static IReadOnlyDictionary<string, TensorInfo> ReadHeader(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var prefix = new byte[8];
        if (length < prefix.Length) throw SafeTensorsHeader.Bad("is cut off");
        ReadExactly(file, prefix, 0);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (size > SafeTensorsHeader.MaxBytes || (long)size > length - prefix.Length) throw SafeTensorsHeader.Bad("is longer than the file or the limit");
        var json = new byte[size];
        ReadExactly(file, json, prefix.Length);
        var start = prefix.Length + (long)size;
        return SafeTensorsHeader.Parse(json, start, length - start);
    }

    private static void ReadExactly(SafeFileHandle file, Span<byte> into, long offset)
    {
        while (into.Length > 0)
        {
            var read = RandomAccess.Read(file, into, offset);
            if (read == 0) throw SafeTensorsHeader.Bad("promises more than the file holds");
            into = into[read..];
            offset += read;
        }
    }
}
