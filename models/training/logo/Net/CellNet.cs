using Classifier.Training.Common;
using Classifier.Training.Text.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Net;

/// <summary>
/// EfficientNet-lite0 to a sixteenth and a thirty-second of the size; what an eighth, a sixteenth and a thirty-second see side by
/// side, mixed for each cell of a sixteenth; one head tells logo and box, the other the embedding. The first four stages stay frozen.
/// </summary>
internal sealed class CellNet
{
    public const int Stride = 16, Dimensions = 128, SeenChannels = Eighth + Sixteenth + ThirtySecond;
    private const int Eighth = 40, Sixteenth = 112, ThirtySecond = 192, Mixed = 256, Found = 64;
    private const int FirstThawed = 8, LastBlock = 14, Frozen = 4, Stages = 6;
    private readonly Lite0 _trunk;
    private readonly Device _device;
    private readonly Dictionary<string, Conv2d> _heads;

    public CellNet(string weights, Device device)
    {
        _device = device;
        _trunk = new(Path.Combine(weights, "efficientnet-lite0"), device);
        _trunk.Thaw(FirstThawed, LastBlock);
        _heads = new(StringComparer.Ordinal)
        {
            ["mix"] = nn.Conv2d(SeenChannels, Mixed, 1),
            ["embed"] = nn.Conv2d(Mixed, Dimensions, 1),
            ["find"] = nn.Conv2d(Mixed, Found, 1),
            ["objectness"] = nn.Conv2d(Found, 1, 1),
            ["box"] = nn.Conv2d(Found, 4, 1),
        };
        foreach (var head in _heads.Values)
        {
            head.to(device);
        }

        using var none = no_grad();
        nn.init.constant_(_heads["objectness"].bias!, -3);
        nn.init.constant_(_heads["box"].bias!, 2);
    }

    public IEnumerable<Parameter> Thawed => _trunk.Thawed.Values;

    public IEnumerable<Parameter> HeadWeights => _heads.Values.SelectMany(h => h.parameters());

    /// <summary>Objectness [N, 1, h, w] as logits, embedding [N, 128, h, w] of length 1, box [N, 4, h, w] in pixels; input: what <see cref="Trunk"/> gives.</summary>
    public (Tensor Objectness, Tensor Embedding, Tensor Box) Forward((Tensor Eighth, Tensor Fourth) trunk) => Heads(Seen(trunk));

    /// <summary>The same from what the heads read: [N, 344, h, w].</summary>
    public (Tensor Objectness, Tensor Embedding, Tensor Box) Heads(Tensor seen)
    {
        var mixed = _heads["mix"].forward(seen).relu();
        var embedding = nn.functional.normalize(_heads["embed"].forward(mixed), 2, 1);
        var found = _heads["find"].forward(mixed).relu();
        return (_heads["objectness"].forward(found), embedding, nn.functional.softplus(_heads["box"].forward(found)) * Stride);
    }

    /// <summary>
    /// Brings the outputs of the first heads to mean 0 and deviation 1 on a batch (Krähenbühl et al., "Data-dependent Initializations of
    /// Convolutional Neural Networks", ICLR 2016): else what all cells share makes all embeddings alike for hundreds of steps.
    /// </summary>
    public void Standardise(Tensor seen)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (mean, deviation) = (seen.mean([0, 2, 3]), seen.std([0, 2, 3], unbiased: false) + 1e-3);
        var mix = _heads["mix"];
        mix.weight.div_(deviation.reshape(1, -1, 1, 1));
        mix.bias!.sub_(mix.weight.squeeze(-1).squeeze(-1).mv(mean));
        Centre(mix, mix.forward(seen));
        Centre(_heads["embed"], _heads["embed"].forward(mix.forward(seen).relu()));
        Centre(_heads["find"], _heads["find"].forward(mix.forward(seen).relu()));
    }

    private static void Centre(Conv2d head, Tensor output)
    {
        var (mean, deviation) = (output.mean([0, 2, 3]), output.std([0, 2, 3], unbiased: false) + 1e-3);
        head.weight.div_(deviation.reshape(-1, 1, 1, 1));
        head.bias!.sub_(mean).div_(deviation);
    }

    public Tensor Seen((Tensor Eighth, Tensor Fourth) trunk)
    {
        var stages = _trunk.After(trunk.Fourth.to(_device), Frozen, Stages).ToList();
        var eighth = nn.functional.avg_pool2d(trunk.Eighth.to(_device), 2);
        var thirtySecond = nn.functional.interpolate(stages[1], scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        return cat([eighth, stages[0], thirtySecond], 1);
    }

    /// <summary>The trunk's state dict and the heads.</summary>
    public void Save(string path, IEnumerable<RawTensor>? more = null) => SafeTensors.Write(path,
        [.. _trunk.State(), .. _heads.SelectMany(h => new[] { Raw($"{h.Key}.weight", h.Value.weight), Raw($"{h.Key}.bias", h.Value.bias!) }), .. more ?? []]);

    /// <returns>The file, for what else it holds.</returns>
    public SafeTensors Load(string path)
    {
        var file = SafeTensors.Read(path);
        using var none = no_grad();
        void Copy(string name, Tensor into) => into.copy_(tensor(file.Floats(name), file.Shape(name)));
        foreach (var (name, value) in _trunk.Thawed)
        {
            Copy(name, value);
        }

        foreach (var (name, head) in _heads)
        {
            Copy(name + ".weight", head.weight);
            Copy(name + ".bias", head.bias!);
        }

        return file;
    }

    public static RawTensor Raw(string name, Tensor value) => RawTensor.Single(name, value.shape, value.detach().cpu().contiguous().data<float>().ToArray());
}
