using System.Diagnostics;
using Classifier.Training.Common;
using Classifier.Training.Logo.Net;
using Classifier.Training.Text.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Fit;

/// <summary>Trains heads and later stages on made scenes; keeps <c>NAME.safetensors</c> every few minutes and goes on from it.</summary>
internal static class Trainer
{
    private const int Saved = 100, Told = 25;

    public static void Run(Options options, Setting setting)
    {
        var device = options.Device == "cuda" ? CUDA : CPU;
        var net = new CellNet(options.Weights, device);
        var proxies = nn.Parameter((randn(setting.Classes.Count, CellNet.Dimensions) * .1).to(device));
        var path = PathOf(options);
        var first = Resume(net, proxies, path);
        var standardised = first is not null;
        var rates = (Trunk: options.Real("trunk-rate", 5e-5), Heads: options.Real("rate", 1e-3), Proxies: options.Real("proxy-rate", 1e-2));
        var optimiser = optim.AdamW([Group(net.Thawed, rates.Trunk, 1e-3), Group(net.HeadWeights, rates.Heads, 1e-3), Group([proxies], rates.Proxies, 0)]);
        var (batch, steps, start) = (options.Number("batch", 48), options.Number("steps", 4000), first ?? 0);
        using var trunk = new Trunk(options, whole: false);
        using var feed = new Feed(setting.Classes, setting.Composer, trunk, batch, options.Seed + start);
        var (clock, meters, random, memory) = (Stopwatch.StartNew(), new Meters(), new Random(options.Seed + start), new Memory(options.Number("memory", 0)));
        var step = start;
        for (; step < steps; step++)
        {
            // The share that is done counts the steps or the minutes, whichever is further; so a run ends with small steps either way.
            var done = Math.Max((double)step / steps, clock.Elapsed.TotalMinutes / options.Real("minutes", 1e9));
            if (done >= 1)
            {
                break;
            }

            var pace = Math.Min(1, (step - start + 1) / 50.0) * (.02 + .49 * (1 + Math.Cos(Math.PI * done)));
            foreach (var (group, rate) in optimiser.ParamGroups.Zip([rates.Trunk, rates.Heads, rates.Proxies]))
            {
                group.LearningRate = rate * pace;
            }

            using var scope = NewDisposeScope();
            var (scenes, features) = feed.Take();
            var seen = Trunk.Tensors(features, scenes.Length, setting.Side);
            if (!standardised)
            {
                net.Standardise(net.Seen(seen));
                standardised = true;
            }

            optimiser.zero_grad();
            var losses = LossTerms.Of(net.Forward(seen), scenes, proxies, memory, random);
            losses.Sum(options.Real("proxies", 0)).backward();
            nn.utils.clip_grad_norm_(net.Thawed.Concat(net.HeadWeights), 5);
            optimiser.step();
            meters.Add(losses);
            if ((step + 1) % Told == 0)
            {
                meters.Tell(step + 1, clock);
            }

            if ((step + 1) % Saved == 0)
            {
                Keep(net, proxies, path, step + 1);
            }
        }

        Keep(net, proxies, path, step);
    }

    public static string PathOf(Options options) => Path.Combine(options.Out, options.Text("name", "logo") + ".safetensors");

    public static AdamW.ParamGroup Group(IEnumerable<Parameter> parameters, double rate, double decay) => new(parameters, rate, weight_decay: decay);

    public static void Keep(CellNet net, Tensor proxies, string path, int step) =>
        net.Save(path, [CellNet.Raw("proxies", proxies), RawTensor.Single("step", [1], [step])]);

    private static int? Resume(CellNet net, Tensor proxies, string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = net.Load(path);
        using var none = no_grad();
        proxies.copy_(tensor(file.Floats("proxies"), file.Shape("proxies")));
        return (int)file.Floats("step")[0];
    }
}
