using System.Diagnostics;
using Classifier.Training.Common;
using Classifier.Training.Logo.Net;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Fit;

/// <summary>
/// Trains the heads on the trunk as ImageNet left it. What the trunk sees of each scene is kept, so an epoch costs next to nothing;
/// <see cref="Trainer"/> can go on from the result.
/// </summary>
internal static class HeadTrainer
{
    private const int Cells = 8;

    public static void Run(Options options, Setting setting)
    {
        var kept = SeenStore.Open(options, setting);
        var net = new CellNet(options.Weights, CPU);
        var proxies = nn.Parameter(randn(setting.Classes.Count, CellNet.Dimensions) * .1);
        var rates = (Heads: options.Real("rate", 3e-3), Proxies: options.Real("proxy-rate", 1e-2));
        var optimiser = optim.AdamW([Trainer.Group(net.HeadWeights, rates.Heads, 1e-3), Trainer.Group([proxies], rates.Proxies, 0)]);
        var (batch, steps, random) = (options.Number("batch", 512), options.Number("steps", 1500), new Random(options.Seed));
        var (memory, clock, meters) = (new Memory(options.Number("memory", 0)), Stopwatch.StartNew(), new Meters());
        // Scenes of one logo follow one another and stay together.
        var groups = Enumerable.Range(0, kept.Count / 2).ToArray();
        for (var (step, at) = (0, groups.Length); step < steps; step++, at += batch / 2)
        {
            if (at + (batch / 2) > groups.Length)
            {
                random.Shuffle(groups);
                at = 0;
            }

            var done = Math.Max((double)step / steps, clock.Elapsed.TotalMinutes / options.Real("minutes", 1e9));
            if (done >= 1)
            {
                break;
            }

            var pace = Math.Min(1, (step + 1) / 30.0) * .5 * (1 + Math.Cos(Math.PI * done));
            foreach (var (group, rate) in optimiser.ParamGroups.Zip([rates.Heads, rates.Proxies]))
            {
                group.LearningRate = rate * pace;
            }

            using var scope = NewDisposeScope();
            var (seen, asked) = Batch(kept, groups.AsSpan(at, batch / 2), random);
            if (step == 0)
            {
                net.Standardise(seen);
            }

            optimiser.zero_grad();
            var (objectness, embedding, box) = net.Heads(seen);
            var losses = LossTerms.Of((objectness.reshape(-1), embedding.reshape(-1, CellNet.Dimensions), box.reshape(-1, 4)), asked, proxies, memory);
            losses.Sum(options.Real("proxies", .3)).backward();
            optimiser.step();
            meters.Add(losses);
            if ((step + 1) % 25 == 0)
            {
                meters.Tell(step + 1, clock);
            }
        }

        Trainer.Keep(net, proxies, Trainer.PathOf(options), 0);
    }

    private static (Tensor Seen, Asked Asked) Batch(List<SeenScene> kept, ReadOnlySpan<int> groups, Random random)
    {
        const int channels = CellNet.SeenChannels;
        var (asked, values) = (new Asked(), new float[groups.Length * 2 * Cells * channels]);
        var row = 0;
        foreach (var group in groups)
        {
            foreach (var scene in (SeenScene[])[kept[2 * group], kept[(2 * group) + 1]])
            {
                var all = scene.Seen.Length / channels;
                var core = scene.Marks.Core.Select(c => c.Cell).ToArray();
                var some = core.Take(1).Concat(core.Length > 1 ? [core[random.Next(1, core.Length)]] : []).ToHashSet();
                while (some.Count < Cells)
                {
                    some.Add(random.Next(all));
                }

                asked.Add(scene.Marks, scene.Brand, some, random);
                foreach (var cell in some)
                {
                    for (var c = 0; c < channels; c++)
                    {
                        values[(row * channels) + c] = (float)scene.Seen[(c * all) + cell];
                    }

                    row++;
                }
            }
        }

        return (tensor(values, [row, channels, 1, 1]), asked);
    }
}
