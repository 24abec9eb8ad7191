using System.Runtime.InteropServices;
using System.Text.Json;
using Classifier.Training.Deepfake.Features;

namespace Classifier.Training.Deepfake.Data;

/// <summary>A crop of the store, without its pixels.</summary>
/// <param name="Trace">Empty for a natural picture; the decoder's name for an aligned fake.</param>
internal sealed record CropRow(string Id, Way Way, bool Fake, string Trace, string Source, string Family, string Group)
{
    public bool IsFake => Fake || Trace.Length > 0;
}

/// <summary>Crops and their statistics on disk, appended a chunk at a time: a killed run goes on where its last whole chunk ended.</summary>
internal sealed class CropStore
{
    private const int PixelBytes = Degradation.Side * Degradation.Side * 3;
    private readonly string _name;

    private CropStore(string name, List<CropRow> rows) => (_name, Rows) = (name, rows);

    public List<CropRow> Rows { get; }

    public static CropStore Open(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        var rows = File.Exists(path + ".jsonl") ? File.ReadLines(path + ".jsonl").Select(l => JsonSerializer.Deserialize<CropRow>(l)!).ToList() : [];
        return new(path, rows);
    }

    public void Append(IReadOnlyList<(CropRow Row, Patch Crop, float[] Features)> chunk)
    {
        using (var pixels = Tail(".pixels", PixelBytes))
        using (var features = Tail(".features", Layout.Count * sizeof(float)))
        {
            foreach (var (_, crop, vector) in chunk)
            {
                pixels.Write(crop.Pixels);
                features.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
            }
        }

        File.AppendAllLines(_name + ".jsonl", chunk.Select(c => JsonSerializer.Serialize(c.Row)));
        Rows.AddRange(chunk.Select(c => c.Row));
    }

    /// <summary>Row after row, <see cref="Layout.Count"/> values each.</summary>
    public float[] Features() => MemoryMarshal.Cast<byte, float>(Read(".features", Layout.Count * sizeof(float))).ToArray();

    /// <summary>Row after row, height, width, colour.</summary>
    public byte[] Pixels() => Read(".pixels", PixelBytes);

    private FileStream Tail(string suffix, int size)
    {
        var stream = File.Open(_name + suffix, FileMode.OpenOrCreate);
        stream.SetLength((long)Rows.Count * size);
        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    private byte[] Read(string suffix, int size)
    {
        var bytes = new byte[(long)Rows.Count * size];
        using var stream = File.OpenRead(_name + suffix);
        stream.ReadExactly(bytes);
        return bytes;
    }
}
