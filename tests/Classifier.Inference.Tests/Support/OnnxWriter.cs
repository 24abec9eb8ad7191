using System.Text;

namespace Classifier.Inference.Tests.Support;

/// <summary>Writes the few messages of onnx.proto that a test graph needs, by field number.</summary>
internal sealed class OnnxWriter
{
    public const int Float = 1, Int32 = 6, Int64 = 7, Float16 = 10;
    private readonly List<byte[]> _nodes = [], _initialisers = [], _inputs = [], _outputs = [];

    public string Node(string op, string[] inputs, string output, string domain = "", params (string Name, object Value)[] attributes) =>
        Nodes(op, inputs, [output], domain, attributes)[0];

    public string[] Nodes(string op, string[] inputs, string[] outputs, string domain = "", params (string Name, object Value)[] attributes)
    {
        _nodes.Add(Message(m =>
        {
            foreach (var input in inputs) m.Text(1, input);
            foreach (var output in outputs) m.Text(2, output);
            m.Text(4, op);
            foreach (var (name, value) in attributes) m.Bytes(5, Attribute(name, value));
            m.Text(7, domain);
        }));
        return outputs;
    }

    public string Constant(string name, float[] values, params int[] shape) =>
        Tensor(name, Float, [.. values.SelectMany(BitConverter.GetBytes)], shape);

    public string Constant(string name, long[] values) => Tensor(name, Int64, [.. values.SelectMany(BitConverter.GetBytes)], values.Length);

    public void Input(string name, int type, params object[] shape) => _inputs.Add(ValueInfo(name, type, shape));

    public void Output(string name, int type, params object[] shape) => _outputs.Add(ValueInfo(name, type, shape));

    public byte[] Model() => Message(m =>
    {
        m.Number(1, 10);
        m.Bytes(7, Message(g =>
        {
            foreach (var node in _nodes) g.Bytes(1, node);
            g.Text(2, "tiny");
            foreach (var tensor in _initialisers) g.Bytes(5, tensor);
            foreach (var input in _inputs) g.Bytes(11, input);
            foreach (var output in _outputs) g.Bytes(12, output);
        }));
        m.Bytes(8, Message(o => o.Number(2, 18)));
        m.Bytes(8, Message(o =>
        {
            o.Text(1, "com.microsoft");
            o.Number(2, 1);
        }));
    });

    private string Tensor(string name, int type, byte[] data, params int[] shape)
    {
        _initialisers.Add(Message(t =>
        {
            foreach (var d in shape) t.Number(1, d);
            t.Number(2, type);
            t.Text(8, name);
            t.Bytes(9, data);
        }));
        return name;
    }

    private static byte[] Attribute(string name, object value) => Message(a =>
    {
        a.Text(1, name);
        switch (value)
        {
            case float f:
                a.Real(2, f);
                a.Number(20, 1);
                break;
            case long i:
                a.Number(3, i);
                a.Number(20, 2);
                break;
            default:
                foreach (var i in (long[])value) a.Number(8, i);
                a.Number(20, 7);
                break;
        }
    });

    private static byte[] ValueInfo(string name, int type, object[] shape) => Message(v =>
    {
        v.Text(1, name);
        v.Bytes(2, Message(t => t.Bytes(1, Message(x =>
        {
            x.Number(1, type);
            x.Bytes(2, Message(s =>
            {
                foreach (var d in shape)
                    s.Bytes(1, Message(dim =>
                    {
                        if (d is int size) dim.Number(1, size);
                        else dim.Text(2, (string)d);
                    }));
            }));
        }))));
    });

    private static byte[] Message(Action<Fields> write)
    {
        using var memory = new MemoryStream();
        write(new(memory));
        return memory.ToArray();
    }

    /// <summary>Protocol buffers' wire format, so that a test project needs no package for it.</summary>
    private readonly struct Fields(MemoryStream stream)
    {
        private const int Varint = 0, Length = 2, Fixed32 = 5;

        public void Number(int field, long value)
        {
            Write((ulong)(field << 3 | Varint));
            Write((ulong)value);
        }

        public void Real(int field, float value)
        {
            Write((ulong)(field << 3 | Fixed32));
            stream.Write(BitConverter.GetBytes(value));
        }

        public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

        public void Bytes(int field, byte[] value)
        {
            Write((ulong)(field << 3 | Length));
            Write((ulong)value.Length);
            stream.Write(value);
        }

        private void Write(ulong value)
        {
            for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
            stream.WriteByte((byte)value);
        }
    }
}
