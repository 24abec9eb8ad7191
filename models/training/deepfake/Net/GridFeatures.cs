using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Training.Deepfake.Net;

/// <summary>Statistics of the crops of whole degraded pictures, by the graph that is served, without its head.</summary>
internal sealed class GridFeatures : IDisposable
{
    private const int Chunk = 32;
    private const float Mean = 127, Scale = 128;
    private readonly InferenceSession _session;
    private readonly int _width;

    public GridFeatures(string graph, int width)
    {
        _width = width;
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new(graph, settings);
    }

    /// <summary>Stores <c>grid-FRONT-SET-WAY</c> for each way asked for; <c>--set train|bench-mixed|bench-stylegan</c>.</summary>
    public static void Run(Options options, Func<List<Picture>, List<Picture>> order)
    {
        var front = Enum.Parse<Front>(options.Text("front", "Plain"), ignoreCase: true);
        var set = options.Text("set", "train");
        var pictures = set == "train" ? order(Corpus.Train(options)) : Corpus.Bench(options, set.Split('-')[1]);
        pictures = [.. pictures.Take(options.Number("pictures", int.MaxValue))];
        var graph = Path.Combine(options.Out, $"statistics-{front}-{Environment.ProcessId}.onnx");
        Directory.CreateDirectory(options.Out);
        CropGraph.Write(Lite(options), [front], Degradation.Side, null, graph);
        using var features = new GridFeatures(graph, CropGraph.StatisticsOf(1));
        File.Delete(graph);
        foreach (var name in options.Text("ways", "Native,Coarse,Equalised").Split(','))
        {
            var way = Enum.Parse<Way>(name, ignoreCase: true);
            features.Extend(options, $"grid-{front}-{set}-{way}", pictures, way);
        }
    }

    public static string Lite(Options options) => Path.Combine(options.Weights, "efficientnet-lite0", "weights.f16.safetensors");

    private void Extend(Options options, string name, List<Picture> pictures, Way way)
    {
        var store = GridStore.Open(options.Out, name, _width);
        var have = store.Rows.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var chunk in pictures.Where(p => !have.Contains(p.Id)).Chunk(Chunk))
        {
            var made = new (GridRow Row, float[] Features)?[chunk.Length];
            Parallel.For(0, chunk.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, i =>
            {
                var p = chunk[i];
                var whole = Codec.Read(p);
                if (Math.Min(whole.Width, whole.Height) < Degradation.Side)
                {
                    return;
                }

                var degraded = Degradation.Whole(whole, way, Collect.Seeded(options, $"{p.Id}/{way}/whole"));
                var places = Grid.Of(degraded.Width, degraded.Height, Degradation.Side, options.Number("crops", 9));
                made[i] = (new(p.Id, way, p.Fake, "", p.Source, p.Family, p.Group, places.Count), Of([.. places.Select(at => Codec.Crop(degraded, at.Left, at.Top, Degradation.Side))]));
            });
            store.Append([.. made.Where(m => m is not null).Select(m => m!.Value)]);
            Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {name}: {store.Rows.Count} of {pictures.Count} pictures");
        }
    }

    /// <summary>Crop after crop.</summary>
    public float[] Of(IReadOnlyList<Patch> crops)
    {
        const int side = Degradation.Side, plane = side * side;
        var pixels = new float[crops.Count * 3 * plane];
        for (var n = 0; n < crops.Count; n++)
        {
            for (var i = 0; i < plane; i++)
            {
                for (var c = 0; c < 3; c++)
                {
                    pixels[(((n * 3) + c) * plane) + i] = (crops[n].Pixels[(i * 3) + c] - Mean) / Scale;
                }
            }
        }

        return Run(pixels, crops.Count);
    }

    /// <summary>Row after row of the graph's output, for normalised pixels.</summary>
    public float[] Run(float[] pixels, int crops)
    {
        const int side = Degradation.Side;
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [crops, 3, side, side]);
        using var run = new RunOptions();
        using var result = _session.Run(run, ["pixels"], [input], [_session.OutputNames[0]]);
        return result[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => _session.Dispose();
}
