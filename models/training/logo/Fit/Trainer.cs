using System.Diagnostics;
using System.Globalization;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Net;
using Classifier.Training.Logo.Scenes;
using Classifier.Training.Text.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Fit;

/// <summary>Trains <see cref="CellNet"/> on made scenes; keeps <c>NAME.safetensors</c> every few minutes and goes on from it.</summary>
internal static class Trainer
{
    private const int Kept = 100, Told = 25;

    public static void Run(Options options)
    {
        set_num_threads(options.Threads);
        random.manual_seed(options.Seed);
        var brands = Brands.Read(options.Data);
        var held = Brands.Held(brands, options.Number("held", 200));
        var classes = new Classes(brands, held, ArtStore.Open(options, brands), options.Has("apart"));
        var lettering = new Lettering(options.Text("fonts", "/usr/share/fonts"));
        var photos = Photos.Training(options);
        Console.WriteLine($"{classes.Count} classes, {held.Count} brands held out, {photos.Count} photographs");
        var side = options.Number("side", 128);
        var composer = new Composer(new Backdrops([.. photos.Select(p => p.Decode())], lettering), lettering, side);
        var device = options.Device == "cuda" ? CUDA : CPU;
        var net = new CellNet(options.Weights, device);
        var proxies = nn.Parameter((randn(classes.Count, CellNet.Dimensions) * .1).to(device));
        var path = Path.Combine(options.Out, options.Text("name", "logo") + ".safetensors");
        var first = Resume(net, proxies, path);
        var rates = (Trunk: options.Real("trunk-rate", 2e-4), Heads: options.Real("rate", 2e-3), Proxies: options.Real("proxy-rate", 1e-2));
        var optimiser = optim.AdamW([Group(net.Thawed, rates.Trunk, 1e-3), Group(net.Heads, rates.Heads, 1e-3), Group([proxies], rates.Proxies, 0)]);
        var (batch, steps) = (options.Number("batch", 48), options.Number("steps", 4000));
        using var trunk = new Trunk(options);
        if (options.Has("look"))
        {
            using var few = new Feed(classes, composer, trunk, 96, options.Seed);
            Sheet.Save(few.Take().Scenes, 12, Path.Combine(options.Out, "scenes.png"));
            return;
        }

        using var feed = new Feed(classes, composer, trunk, batch, options.Seed + first);
        var clock = Stopwatch.StartNew();
        var (sums, generator) = (new double[5], new Random(options.Seed + first));
        var memory = new Memory(options.Number("memory", 2048));
        for (var step = first; step < steps; step++)
        {
            // The share that is done counts the steps or the minutes, whichever is further; so a run ends with small steps either way.
            var done = Math.Max((double)step / steps, clock.Elapsed.TotalMinutes / options.Real("minutes", 1e9));
            if (done >= 1)
            {
                break;
            }

            var pace = Math.Min(1, (step - first + 1) / 50.0) * (.02 + .49 * (1 + Math.Cos(Math.PI * done)));
            foreach (var (group, rate) in optimiser.ParamGroups.Zip([rates.Trunk, rates.Heads, rates.Proxies]))
            {
                group.LearningRate = rate * pace;
            }

            using var scope = NewDisposeScope();
            var (scenes, features) = feed.Take();
            if (step == 0)
            {
                net.Standardise(Trunk.Tensors(features, scenes.Length, side));
            }

            optimiser.zero_grad();
            var (objectness, box, proxy, contrast, right) = LossTerms.Of(net.Forward(Trunk.Tensors(features, scenes.Length, side)), scenes, proxies, memory, generator);
            (objectness + box + .5 * proxy + contrast).backward();
            nn.utils.clip_grad_norm_(net.Thawed.Concat(net.Heads), 5);
            optimiser.step();
            double[] values = [objectness.item<float>(), box.item<float>(), proxy.item<float>(), contrast.item<float>(), right];
            for (var i = 0; i < values.Length; i++)
            {
                sums[i] += values[i] / Told;
            }

            if ((step + 1) % Told == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step + 1} {clock.Elapsed.TotalSeconds:0} s, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor: objectness {sums[0]:0.000} box {sums[1]:0.000} proxy {sums[2]:0.000} contrast {sums[3]:0.000} right {sums[4]:0.000}"));
                Array.Clear(sums);
            }

            if ((step + 1) % Kept == 0)
            {
                Keep(net, proxies, path, step + 1);
            }
        }

        Keep(net, proxies, path, steps);
    }

    private static AdamW.ParamGroup Group(IEnumerable<Parameter> parameters, double rate, double decay) => new(parameters, rate, weight_decay: decay);

    private static void Keep(CellNet net, Tensor proxies, string path, int step) =>
        net.Save(path, [CellNet.Raw("proxies", proxies), RawTensor.Single("step", [1], [step])]);

    private static int Resume(CellNet net, Tensor proxies, string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var file = net.Load(path);
        using var none = no_grad();
        proxies.copy_(tensor(file.Floats("proxies"), file.Shape("proxies")));
        return (int)file.Floats("step")[0];
    }
}
