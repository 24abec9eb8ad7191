using Classifier.ModelBuilder.Onnx;
using Classifier.ModelBuilder.Weights;
using Google.Protobuf;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>
/// Collects the nodes and constants of an ONNX graph and writes the file. Constants are functions that are called while the file
/// is written, one after the other, so that only one is in memory. The same calls in the same order give the same bytes.
/// </summary>
internal sealed class GraphWriter(string name)
{
    /// <summary>Domain of ONNX Runtime's own operators.</summary>
    public const string MicrosoftDomain = "com.microsoft";

    private const int IrVersion = 10;
    private const int Opset = 18;
    private const int GraphField = 7, InitializerField = 5, RawDataField = 9;

    private readonly GraphProto _graph = new() { Name = name };
    private readonly List<(TensorProto Header, int Length, Func<byte[]> Content)> _constants = [];
    private readonly Dictionary<string, DataType> _names = new(StringComparer.Ordinal);

    public void Input(string input, DataType type, params ReadOnlySpan<string> dimensions) => _graph.Input.Add(Value(input, type, dimensions));

    public void Output(string output, DataType type, params ReadOnlySpan<string> dimensions) => _graph.Output.Add(Value(output, type, dimensions));

    /// <summary>A constant; asked for again under the same name it is the same.</summary>
    /// <param name="content">Elements in row-major order, little-endian; filling the shape exactly.</param>
    public string Constant(string constant, DataType type, ReadOnlySpan<int> shape, Func<byte[]> content)
    {
        if (!_names.TryAdd(constant, type)) return constant;
        var header = new TensorProto { Name = constant, DataType = type };
        var length = SizeOf(type);
        foreach (var size in shape)
        {
            header.Dims.Add(size);
            length = checked(length * size);
        }
        _constants.Add((header, length, content));
        return constant;
    }

    public string Constant(string constant, float[] values, params ReadOnlySpan<int> shape) =>
        Constant(constant, DataType.Float, shape, () => TensorBytes.Of<float>(values));

    public string Constant(string constant, long[] values, params ReadOnlySpan<int> shape) =>
        Constant(constant, DataType.Int64, shape, () => TensorBytes.Of<long>(values));

    /// <summary>Adds a node with one output, named as the node.</summary>
    public string Node(string operation, ReadOnlySpan<string> inputs, string output, string domain = "", params ReadOnlySpan<AttributeProto> attributes)
    {
        Node(operation, inputs, [output], domain, attributes);
        return output;
    }

    public void Node(string operation, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, string domain = "", params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = outputs[0], Domain = domain };
        foreach (var input in inputs) node.Input.Add(input);
        foreach (var output in outputs) node.Output.Add(output);
        foreach (var attribute in attributes) node.Attribute.Add(attribute);
        _graph.Node.Add(node);
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Float(string name, float value) => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Text(string name, string value) => new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    public static AttributeProto Ints(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        foreach (var value in values) attribute.Ints.Add(value);
        return attribute;
    }

    /// <summary>Writes the model. The graph's message is written by hand around its constants, whose sizes are known beforehand.</summary>
    /// <exception cref="InvalidOperationException">A constant's content does not fill its shape.</exception>
    public void Write(Stream stream, IReadOnlyDictionary<string, string> metadata)
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "classifier" };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = MicrosoftDomain, Version = 1 });
        foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        model.WriteTo(stream);

        long graphLength = _graph.CalculateSize();
        foreach (var (header, length, _) in _constants)
        {
            var size = TensorLength(header, length);
            graphLength += 1 + CodedOutputStream.ComputeUInt64Size((ulong)size) + size;
        }
        WriteLengthPrefix(stream, GraphField, graphLength);
        _graph.WriteTo(stream);
        foreach (var (header, length, content) in _constants)
        {
            WriteLengthPrefix(stream, InitializerField, TensorLength(header, length));
            header.WriteTo(stream);
            WriteLengthPrefix(stream, RawDataField, length);
            var bytes = content();
            if (bytes.Length != length) throw new InvalidOperationException($"The constant {header.Name} does not fill its shape.");
            stream.Write(bytes);
        }
    }

    private static long TensorLength(TensorProto header, int length) =>
        header.CalculateSize() + 1 + CodedOutputStream.ComputeLengthSize(length) + (long)length;

    // Field numbers below 16 make a tag of one byte; wire type 2 is length-delimited.
    private static void WriteLengthPrefix(Stream stream, int field, long length)
    {
        Span<byte> buffer = stackalloc byte[11];
        buffer[0] = (byte)((field << 3) | 2);
        var at = 1;
        for (var rest = (ulong)length; ; rest >>= 7)
        {
            buffer[at++] = (byte)(rest < 128 ? rest : (rest & 127) | 128);
            if (rest < 128) break;
        }
        stream.Write(buffer[..at]);
    }

    private static ValueInfoProto Value(string name, DataType type, ReadOnlySpan<string> dimensions)
    {
        var shape = new TensorShapeProto();
        foreach (var dimension in dimensions)
            shape.Dim.Add(int.TryParse(dimension, out var size)
                ? new TensorShapeProto.Types.Dimension { DimValue = size }
                : new TensorShapeProto.Types.Dimension { DimParam = dimension });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } } };
    }

    private static int SizeOf(DataType type) => type switch
    {
        DataType.Uint8 or DataType.Int8 => 1,
        DataType.Float16 => 2,
        DataType.Float or DataType.Int32 => 4,
        _ => 8,
    };
}
