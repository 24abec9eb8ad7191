using System.Buffers.Binary;
using System.Text;
using Classifier.Core;
using Classifier.ModelBuilder.Weights;
using CsCheck;

namespace Classifier.ModelBuilder.Tests;

public sealed class SafeTensorsTests
{
    private static readonly Gen<(string Name, TensorType Type, int[] Shape, int Seed)> AnyTensor = Gen.Select(
        Gen.String[Gen.Char["abcXYZ0189._-é漢"], 1, 12], Gen.Enum<TensorType>(), Gen.Int[0, 5].Array[0, 4], Gen.Int);

    [Fact]
    public void Write_then_read_gives_the_same_tensors()
    {
        AnyTensor.Array[0, 8].Sample(list =>
        {
            using var folder = new TemporaryFolder();
            var tensors = Tensors(list.DistinctBy(t => t.Name).ToArray());
            SafeTensorsWriter.Write(folder.File("t"), tensors);
            using var file = SafeTensorsFile.Open(folder.File("t"));
            Assert.Equal(tensors.Keys.Order(), file.Tensors.Keys.Order());
            foreach (var (name, tensor) in tensors)
            {
                Assert.Equal(tensor.Type, file.Tensors[name].Type);
                Assert.Equal(tensor.Shape, file.Tensors[name].Shape);
                Assert.Equal(tensor.Bytes(), file.Read(name));
            }
        }, iter: 200);
    }

    [Fact]
    public void Write_gives_the_same_bytes_whatever_the_order_of_the_tensors()
    {
        AnyTensor.Array[2, 6].Sample(list =>
        {
            using var folder = new TemporaryFolder();
            var distinct = list.DistinctBy(t => t.Name).ToArray();
            SafeTensorsWriter.Write(folder.File("a"), Tensors(distinct));
            SafeTensorsWriter.Write(folder.File("b"), Tensors([.. distinct.Reverse()]));
            Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
        }, iter: 50);
    }

    [Fact]
    public void Write_refuses_bytes_that_do_not_fill_the_shape()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(folder.File("t"),
            new Dictionary<string, (TensorType, int[], Func<byte[]>)> { ["x"] = (TensorType.F32, [2], () => new byte[7]) }));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"x\":3}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"1\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":7,\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":null,\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"U8\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}}")]
    [InlineData("{\"x\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,8],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,99999999999999999999]}}")]
    [InlineData("{\"x\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},\"x\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,5]},\"y\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[3,8]}}")]
    [InlineData("{\"\\ud800\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}")]
    [InlineData("{")]
    [InlineData("")]
    public void Open_refuses_a_header_that_is_not_valid(string header)
    {
        using var folder = new TemporaryFolder();
        Raw(folder.File("t"), (ulong)Encoding.UTF8.GetByteCount(header), header, new byte[8]);
        AssertRefused(folder.File("t"));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1000UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void Open_refuses_a_header_length_that_the_file_does_not_have(ulong length)
    {
        using var folder = new TemporaryFolder();
        Raw(folder.File("t"), length, "{}", []);
        AssertRefused(folder.File("t"));
    }

    [Fact]
    public void Open_refuses_a_file_that_is_missing_or_shorter_than_its_length_field()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.File("missing"));
        File.WriteAllBytes(folder.File("short"), [1, 2, 3]);
        AssertRefused(folder.File("short"));
    }

    [Fact]
    public void Open_ignores_metadata()
    {
        using var folder = new TemporaryFolder();
        const string header = "{\"__metadata__\":{\"format\":\"pt\"},\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}";
        Raw(folder.File("t"), (ulong)header.Length, header, [7, 8, 9]);
        using var file = SafeTensorsFile.Open(folder.File("t"));
        Assert.Equal(["x"], file.Tensors.Keys);
        Assert.Equal([7, 8, 9], file.Read("x"));
    }

    [Fact]
    public void Open_reads_or_refuses_any_damaged_file_and_never_fails_otherwise()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsWriter.Write(folder.File("good"), Tensors([("a", TensorType.F16, [2, 3], 1), ("b", TensorType.I8, [5], 2), ("c", TensorType.I64, [], 3)]));
        var good = File.ReadAllBytes(folder.File("good"));
        Gen.Select(Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 6], Gen.Int[0, good.Length]).Sample((edits, length) =>
        {
            var bytes = good.ToArray();
            foreach (var (at, value) in edits) bytes[at] = value;
            var path = folder.File("bad");
            File.WriteAllBytes(path, bytes[..length]);
            try
            {
                using var file = SafeTensorsFile.Open(path);
                foreach (var (name, info) in file.Tensors) Assert.Equal(info.Length, file.Read(name).Length);
            }
            catch (ClassifierException e)
            {
                Assert.Equal(ErrorKind.Configuration, e.Kind);
            }
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void Read_refuses_a_name_that_is_not_there()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsWriter.Write(folder.File("t"), Tensors([("a", TensorType.U8, [2], 1)]));
        using var file = SafeTensorsFile.Open(folder.File("t"));
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => file.Read("b")).Kind);
    }

    private static Dictionary<string, (TensorType Type, int[] Shape, Func<byte[]> Bytes)> Tensors((string Name, TensorType Type, int[] Shape, int Seed)[] list) =>
        list.ToDictionary(t => t.Name, t => (t.Type, t.Shape, (Func<byte[]>)(() =>
        {
            var bytes = new byte[t.Shape.Aggregate(t.Type.SizeOf(), (a, b) => a * b)];
            new Random(t.Seed).NextBytes(bytes);
            return bytes;
        })));

    private static void Raw(string path, ulong length, string header, byte[] data)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        File.WriteAllBytes(path, [.. prefix, .. Encoding.UTF8.GetBytes(header), .. data]);
    }

    private static void AssertRefused(string path)
    {
        var e = Assert.Throws<ClassifierException>(() => SafeTensorsFile.Open(path));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.DoesNotContain('\n', e.Message);
    }
}
