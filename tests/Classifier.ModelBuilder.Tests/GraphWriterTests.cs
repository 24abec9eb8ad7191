using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Onnx;
using CsCheck;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Tests;

public sealed class GraphWriterTests
{
    [Fact]
    public void Write_gives_a_message_that_reads_back_with_all_constants()
    {
        Gen.Select(Gen.Int[0, 40].Array[1, 3], Gen.Int).Array[0, 6].Sample(constants =>
        {
            var graph = new GraphWriter("g");
            graph.Input("x", DataType.Float, "T", "4");
            var contents = new List<byte[]>();
            foreach (var (shape, seed) in constants)
            {
                var bytes = new byte[shape.Aggregate(2, (a, b) => a * b)];
                new Random(seed).NextBytes(bytes);
                contents.Add(bytes);
                graph.Constant($"c{contents.Count - 1}", DataType.Float16, shape, () => bytes);
            }
            graph.Node("Relu", ["x"], "y", "", GraphWriter.Int("axis", -1), GraphWriter.Float("epsilon", 1e-12f), GraphWriter.Ints("perm", 0, 2, 1));
            graph.Output("y", DataType.Float, "T", "4");

            var model = ModelProto.Parser.ParseFrom(Write(graph));
            Assert.Equal(constants.Length, model.Graph.Initializer.Count);
            foreach (var (tensor, i) in model.Graph.Initializer.Select((t, i) => (t, i)))
            {
                Assert.Equal($"c{i}", tensor.Name);
                Assert.Equal(constants[i].Item1.Select(d => (long)d), tensor.Dims);
                Assert.Equal(contents[i], tensor.RawData.ToByteArray());
            }
            Assert.Equal("g", model.Graph.Name);
            Assert.Equal(["x"], model.Graph.Input.Select(v => v.Name));
            var dimensions = model.Graph.Output.Single().Type.TensorType.Shape.Dim;
            Assert.Equal(("T", 4L), (dimensions[0].DimParam, dimensions[1].DimValue));
            var node = model.Graph.Node.Single();
            Assert.Equal(("Relu", "y"), (node.OpType, node.Name));
            Assert.Equal([0, 2, 1], node.Attribute[2].Ints);
        }, iter: 100);
    }

    [Fact]
    public void Write_sorts_metadata_so_that_bytes_do_not_depend_on_its_order()
    {
        byte[] Bytes(params (string, string)[] metadata)
        {
            using var stream = new MemoryStream();
            new GraphWriter("g").Write(stream, metadata.ToDictionary(m => m.Item1, m => m.Item2));
            return stream.ToArray();
        }

        Assert.Equal(Bytes(("a", "1"), ("b", "2")), Bytes(("b", "2"), ("a", "1")));
        Assert.NotEqual(Bytes(("a", "1"), ("b", "2")), Bytes(("a", "1"), ("b", "3")));
    }

    [Fact]
    public void Write_refuses_a_constant_that_does_not_fill_its_shape()
    {
        var graph = new GraphWriter("g");
        graph.Constant("c", DataType.Uint8, [3], () => [1, 2]);
        Assert.Throws<InvalidOperationException>(() => Write(graph));
    }

    [Fact]
    public void Write_holds_one_constant_at_a_time()
    {
        var (graph, order) = (new GraphWriter("g"), new List<string>());
        using var stream = new Recording(order);
        foreach (var name in (string[])["a", "b"])
            graph.Constant(name, DataType.Uint8, [1 << 16], () =>
            {
                order.Add(name);
                return new byte[1 << 16];
            });
        graph.Write(stream, new Dictionary<string, string>());
        Assert.Equal(["a", "written", "b", "written"], order);
    }

    private static byte[] Write(GraphWriter graph)
    {
        using var stream = new MemoryStream();
        graph.Write(stream, new Dictionary<string, string>());
        return stream.ToArray();
    }

    private sealed class Recording(List<string> order) : MemoryStream
    {
        // What is written as a span comes here too.
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count == 1 << 16) order.Add("written");
            base.Write(buffer, offset, count);
        }
    }
}
