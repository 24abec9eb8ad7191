using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Features;

namespace Classifier.Training.Deepfake.Data;

/// <summary>Cuts crops into stores.</summary>
internal static class Collect
{
    private const int Chunk = 64;

    public static readonly Way[] TrainWays = [Way.Native, Way.Twice, Way.Coarse, Way.Equalised];

    public static readonly Way[] TableWays = [Way.Jpeg95, Way.Jpeg75, Way.Jpeg50, Way.Half];

    /// <summary>Each picture in each way. Every random choice comes from the seed and the picture's name.</summary>
    public static void Natural(Options options, string store, IReadOnlyList<Picture> pictures, IReadOnlyList<Way> ways, int crops = 1) =>
        Run(options, store, pictures, picture =>
        {
            var whole = Codec.Read(picture);
            var made = new List<(CropRow, Patch, float[])>();
            foreach (var way in ways)
            {
                for (var i = 0; i < crops; i++)
                {
                    if (Degradation.Crop(whole, way, Seeded(options, $"{picture.Id}/{way}/{i}")) is { } crop)
                    {
                        made.Add((new(picture.Id, way, picture.Fake, "", picture.Source, picture.Family, picture.Group), crop, Statistics.Of(crop)));
                    }
                }
            }

            return made;
        });

    /// <summary>Real pictures with a decoder's trace: same seed and so the same window and quality as the natural crop.</summary>
    public static void Aligned(Options options, string store, IReadOnlyList<Picture> pictures, IReadOnlyList<string> kinds, Func<Patch, string, Random, Patch> trace) =>
        Run(options, store, [.. pictures.Where(p => !p.Fake)], picture =>
        {
            var whole = Codec.Read(picture);
            var made = new List<(CropRow, Patch, float[])>();
            var pick = Seeded(options, picture.Id + "/pick");
            var kind = kinds[pick.Next(kinds.Count)];
            var way = TrainWays[pick.Next(TrainWays.Length)];
            if (Degradation.Crop(whole, way, Seeded(options, $"{picture.Id}/{way}/0"), w => trace(w, kind, pick)) is { } crop)
            {
                made.Add((new(picture.Id, way, false, kind, picture.Source, kind, picture.Group), crop, Statistics.Of(crop)));
            }

            return made;
        });

    private static void Run(Options options, string name, IReadOnlyList<Picture> pictures, Func<Picture, List<(CropRow, Patch, float[])>> make)
    {
        var store = CropStore.Open(options.Out, name);
        var have = store.Rows.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var until = DateTime.UtcNow.AddMinutes(options.Real("minutes", 1e6));
        foreach (var chunk in pictures.Where(p => !have.Contains(p.Id)).Chunk(Chunk))
        {
            if (DateTime.UtcNow > until)
            {
                return;
            }

            var made = new List<(CropRow, Patch, float[])>[chunk.Length];
            Parallel.For(0, chunk.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, i => made[i] = make(chunk[i]));
            store.Append([.. made.SelectMany(m => m)]);
            Console.Error.WriteLine($"{name}: {store.Rows.Count} crops of {pictures.Count} pictures");
        }
    }

    public static Random Seeded(Options options, string text) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Seed}/{text}"))));
}
