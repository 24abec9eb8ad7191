using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Data;

/// <summary>A picture of a store.</summary>
/// <param name="Crops">How many rows of features it has.</param>
internal sealed record GridRow(string Id, Way Way, bool Fake, string Trace, string Source, string Family, string Group, int Crops);

/// <summary>Statistics of each crop of each picture, float16, appended a chunk at a time: a killed run goes on after its last whole chunk.</summary>
internal sealed class GridStore
{
    private readonly string _path;
    private readonly int _width;

    private GridStore(string path, int width, List<GridRow> rows) => (_path, _width, Rows) = (path, width, rows);

    public List<GridRow> Rows { get; }

    public static GridStore Open(string folder, string name, int width)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        var rows = File.Exists(path + ".jsonl") ? File.ReadLines(path + ".jsonl").Select(l => JsonSerializer.Deserialize<GridRow>(l)!).ToList() : [];
        return new(path, width, rows);
    }

    public void Append(IReadOnlyList<(GridRow Row, float[] Features)> chunk)
    {
        using (var stream = File.Open(_path + ".f16", FileMode.OpenOrCreate))
        {
            stream.SetLength(Rows.Sum(r => (long)r.Crops) * _width * 2);
            stream.Seek(0, SeekOrigin.End);
            foreach (var (_, features) in chunk)
            {
                stream.Write(MemoryMarshal.AsBytes(Array.ConvertAll(features, v => (Half)v).AsSpan()));
            }
        }

        File.AppendAllLines(_path + ".jsonl", chunk.Select(c => JsonSerializer.Serialize(c.Row)));
        Rows.AddRange(chunk.Select(c => c.Row));
    }

    /// <summary>[crops, width], float16.</summary>
    public Tensor Features()
    {
        var crops = Rows.Sum(r => r.Crops);
        var bytes = new byte[(long)crops * _width * 2];
        using var stream = File.OpenRead(_path + ".f16");
        stream.ReadExactly(bytes);
        var result = zeros([crops, _width], float16);
        bytes.CopyTo(result.bytes);
        return result;
    }
}
