using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Classifier.Training.Common;
using Classifier.Training.Logo.Net;
using Classifier.Training.Logo.Scenes;

namespace Classifier.Training.Logo.Fit;

/// <summary>What the frozen trunk sees of a scene.</summary>
/// <param name="Seen">[344, cells].</param>
internal sealed record SeenScene(int Brand, Marks Marks, Half[] Seen);

/// <summary>Scenes as the frozen trunk sees them, in a file that grows; makes what is missing of <c>--scenes</c>.</summary>
internal static class SeenStore
{
    private const int Chunk = 16;

    public static List<SeenScene> Open(Options options, Setting setting)
    {
        var path = Path.Combine(options.Out, options.Has("apart") ? "seen-apart.bin" : "seen.bin");
        var size = CellNet.SeenChannels * (setting.Side / CellNet.Stride) * (setting.Side / CellNet.Stride);
        var row = sizeof(int) + (4 * sizeof(float)) + (size * 2);
        using var file = File.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var have = (int)(file.Length / (row * Chunk)) * Chunk;
        file.SetLength((long)have * row);
        file.Seek(0, SeekOrigin.End);
        Extend(options, setting, file, have);
        return Read(file, setting.Side, size, row);
    }

    private static void Extend(Options options, Setting setting, FileStream file, int have)
    {
        var wanted = options.Number("scenes", 22_000);
        if (have >= wanted)
        {
            return;
        }

        using var trunk = new Trunk(options, whole: true);
        var clock = Stopwatch.StartNew();
        Parallel.For(have / Chunk, wanted / Chunk, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, chunk =>
        {
            var random = new Random((options.Seed * 1_000_003) + chunk);
            var scenes = new List<Scene>();
            while (scenes.Count < Chunk)
            {
                var next = Feed.Next(setting.Classes, setting.Composer, random).ToList();
                scenes.AddRange(next.Count == 1 ? [next[0], setting.Composer.Empty(random)] : next);
            }

            var seen = trunk.Seen(scenes);
            var size = seen.Length / Chunk;
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            for (var n = 0; n < Chunk; n++)
            {
                writer.Write(scenes[n].Brand);
                writer.Write(MemoryMarshal.AsBytes(scenes[n].Box.AsSpan()));
                writer.Write(MemoryMarshal.AsBytes(Array.ConvertAll(seen[(n * size)..((n + 1) * size)], v => (Half)v).AsSpan()));
            }

            lock (file)
            {
                file.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
                if (chunk % 50 == 0)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scene {chunk * Chunk}, {clock.Elapsed.TotalSeconds:0} s, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor"));
                }
            }
        });
    }

    private static List<SeenScene> Read(FileStream file, int side, int size, int row)
    {
        file.Seek(0, SeekOrigin.Begin);
        var (scenes, buffer, cells) = (new List<SeenScene>(), new byte[row], side / CellNet.Stride);
        while (file.Position + row <= file.Length)
        {
            file.ReadExactly(buffer);
            var box = MemoryMarshal.Cast<byte, float>(buffer.AsSpan(sizeof(int), 4 * sizeof(float))).ToArray();
            var seen = MemoryMarshal.Cast<byte, Half>(buffer.AsSpan(sizeof(int) + (4 * sizeof(float)))).ToArray();
            var brand = BitConverter.ToInt32(buffer);
            scenes.Add(new(brand, Marks.Of(new Scene(side, [], brand, box), cells, cells), seen));
        }

        return scenes;
    }
}
