using System.Diagnostics;
using System.Globalization;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Fit;
using Classifier.Training.Deepfake.Measure;
using TorchSharp;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Net;

/// <summary>Trains <see cref="ResidualNet"/> on random windows of the crops of one hold-out split; goes on where a killed run ended its last epoch.</summary>
internal static class NetTrainer
{
    private const int Window = 96, Batch = 32;

    public static void Run(Options options)
    {
        torch.set_num_threads(options.Threads);
        random.manual_seed(options.Seed);
        var device = options.Device == "cuda" ? CUDA : CPU;
        string[] names = options.Has("no-aligned") ? ["natural"] : ["natural", "upsampled", "taef2"];
        var stores = names.Select(n => CropStore.Open(options.Out, n)).Where(s => s.Rows.Count > 0).ToList();
        var rows = stores.SelectMany(s => s.Rows).ToList();
        var pixels = stores.Select(s => s.Pixels()).ToList();
        var starts = stores.SelectMany((s, n) => Enumerable.Range(0, s.Rows.Count).Select(i => (Store: n, Row: i))).ToList();
        var split = Split.Of(rows, options.Text("held", "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        var net = new ResidualNet().to(device);
        var optimiser = optim.AdamW(net.parameters(), lr: options.Real("rate", 2e-3), weight_decay: .02);
        var first = Resume(options, net);
        var weights = Weighting.Of([.. split.Train.Select(i => rows[i])]);
        var epochs = options.Number("epochs", 12);
        var generator = new Random(options.Seed + first);
        var clock = Stopwatch.StartNew();
        for (var epoch = first; epoch < epochs && clock.Elapsed.TotalMinutes < options.Real("minutes", 1e6); epoch++)
        {
            net.train();
            var order = Enumerable.Range(0, split.Train.Count).ToArray();
            generator.Shuffle(order);
            double loss = 0;
            for (var at = 0; at + Batch <= order.Length && clock.Elapsed.TotalMinutes < options.Real("minutes", 1e6); at += Batch)
            {
                // A cosine over the whole run, from the share that is done.
                var done = (epoch + (double)at / order.Length) / epochs;
                optimiser.ParamGroups.First().LearningRate = options.Real("rate", 2e-3) * .5 * (1 + Math.Cos(Math.PI * done));
                using var scope = NewDisposeScope();
                var pick = order.AsSpan(at, Batch).ToArray();
                var x = Windows(pixels, [.. pick.Select(p => starts[split.Train[p]])], generator).to(device);
                var y = tensor(pick.Select(p => rows[split.Train[p]].IsFake ? .97f : .03f).ToArray()).to(device);
                var w = tensor(pick.Select(p => weights[p]).ToArray()).to(device);
                optimiser.zero_grad();
                var value = nn.functional.binary_cross_entropy_with_logits(net.forward(x), y, w);
                value.backward();
                optimiser.step();
                loss += value.item<float>();
            }

            net.save(Path.Combine(options.Out, "net.state"));
            File.WriteAllText(Path.Combine(options.Out, "net.epoch"), (epoch + 1).ToString(CultureInfo.InvariantCulture));
            Report(net, device, rows, pixels, starts, split, epoch + 1, loss / (order.Length / Batch), clock.Elapsed);
        }
    }

    private static int Resume(Options options, ResidualNet net)
    {
        var state = Path.Combine(options.Out, "net.epoch");
        if (!options.Has("resume") || !File.Exists(state))
        {
            return 0;
        }

        net.load(Path.Combine(options.Out, "net.state"));
        return int.Parse(File.ReadAllText(state), CultureInfo.InvariantCulture);
    }

    private static void Report(ResidualNet net, Device device, List<CropRow> rows, List<byte[]> pixels, List<(int Store, int Row)> starts, Split split, int epoch, double loss, TimeSpan elapsed)
    {
        net.eval();
        using var none = no_grad();
        var scores = new List<(double Score, CropRow Row)>();
        foreach (var chunk in split.Test.Chunk(Batch))
        {
            using var scope = NewDisposeScope();
            var logits = net.forward(Windows(pixels, [.. chunk.Select(i => starts[i])], null).to(device)).cpu().data<float>().ToArray();
            scores.AddRange(chunk.Select((i, n) => ((double)logits[n], rows[i])));
        }

        var cells = scores.GroupBy(s => s.Row.Way).OrderBy(g => g.Key).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {Curve.Auc(g.Select(s => (s.Score, s.Row.Fake))):0.000}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} loss {loss:0.0000} {elapsed.TotalSeconds:0} s: {string.Join("  ", cells)}"));
    }

    /// <summary>[N, 3, side, side]: random windows, mirrored at random; whole crops where no generator is given.</summary>
    private static Tensor Windows(List<byte[]> pixels, (int Store, int Row)[] picks, Random? random)
    {
        const int side = Degradation.Side;
        var size = random is null ? side : Window;
        var values = new float[picks.Length * 3 * size * size];
        for (var n = 0; n < picks.Length; n++)
        {
            var source = pixels[picks[n].Store].AsSpan(picks[n].Row * side * side * 3, side * side * 3);
            var (left, top) = (random?.Next(side - size + 1) ?? 0, random?.Next(side - size + 1) ?? 0);
            var mirror = random?.Next(2) == 1;
            for (var y = 0; y < size; y++)
            {
                for (var x = 0; x < size; x++)
                {
                    var from = ((top + y) * side + left + (mirror ? size - 1 - x : x)) * 3;
                    for (var c = 0; c < 3; c++)
                    {
                        values[((n * 3 + c) * size + y) * size + x] = source[from + c];
                    }
                }
            }
        }

        return tensor(values, [picks.Length, 3, size, size]);
    }
}
