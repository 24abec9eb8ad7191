using System.Globalization;
using Classifier.Training.Text.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Classifier.Training.Common;

/// <summary>
/// EfficientNet-lite0 as it comes from ImageNet, with frozen batch norms. Its features can be read as they are, since a head on
/// what a network of objects happens to see carries over to unseen generators better than a network that was trained on the known
/// ones (Ojha et al., "Towards Universal Fake Image Detectors that Generalize Across Generative Models", CVPR 2023), or its later
/// blocks can be thawed and trained on.
/// </summary>
internal sealed class Lite0
{
    private const double Epsilon = 1e-3;

    private static readonly (int Repeats, int Kernel, int Stride, int Expansion)[] Shapes =
        [(1, 3, 1, 1), (2, 3, 2, 6), (2, 5, 2, 6), (3, 3, 2, 6), (3, 5, 1, 6), (4, 5, 2, 6), (1, 3, 1, 6)];

    private readonly SafeTensors _file;
    private readonly Device _device;
    private readonly Dictionary<string, (Tensor Weight, Tensor Bias)> _folded = [];
    private readonly Dictionary<string, Parameter> _thawed = new(StringComparer.Ordinal);

    public Lite0(string folder, Device device) => (_file, _device) = (SafeTensors.Read(Path.Combine(folder, "weights.f16.safetensors")), device);

    public const int Count = 2 * (32 + 16 + 24 + 40 + 80 + 112 + 192 + 320);

    /// <summary>What is trained: convolutions, gains and shifts of the blocks that were thawed, by their names in the state dict.</summary>
    public IReadOnlyDictionary<string, Parameter> Thawed => _thawed;

    /// <summary>
    /// Makes the blocks from <paramref name="first"/> to <paramref name="last"/> (of 0 to 15) trainable, but for their depthwise kernels
    /// and the gains of these, whose gradients cost more on a CPU than everything else together.
    /// </summary>
    public void Thaw(int first, int last)
    {
        foreach (var name in _file.Names.Where(n => n.StartsWith("_blocks.", StringComparison.Ordinal) && !n.Contains("running", StringComparison.Ordinal) && !n.Contains("_depthwise", StringComparison.Ordinal) && !n.EndsWith("_bn1.weight", StringComparison.Ordinal)))
        {
            var block = int.Parse(name.Split('.')[1], CultureInfo.InvariantCulture);
            if (block >= first && block <= last)
            {
                _thawed[name] = nn.Parameter(Read(name));
            }
        }
    }

    /// <summary>The whole state dict, with what was trained in it.</summary>
    public IEnumerable<RawTensor> State() => _file.Names.Where(n => !n.StartsWith("_fc", StringComparison.Ordinal))
        .Select(n => RawTensor.Single(n, _file.Shape(n), _thawed.TryGetValue(n, out var t) ? t.detach().cpu().contiguous().data<float>().ToArray() : _file.Floats(n)));

    /// <summary>[N, 3, H, W] in grey levels; [N, <see cref="Count"/>].</summary>
    public Tensor Features(Tensor pixels)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var kept = Stages((pixels.to(_device) - 127) / 128).SelectMany(x => new[] { x.mean([2, 3]), x.std([2, 3], unbiased: false) }).ToList();
        return cat(kept, 1).cpu().MoveToOuterDisposeScope();
    }

    /// <summary>Output of the stem and of the first <paramref name="stages"/> stages; input [N, 3, H, W], normalised by 127 and 128.</summary>
    public List<Tensor> Stages(Tensor pixels, int stages = 7)
    {
        var kept = new List<Tensor>();
        var x = Convolve(pixels, "_conv_stem", "_bn0", 2).relu6();
        kept.Add(x);
        kept.AddRange(After(x, 0, stages));
        return kept;
    }

    /// <summary>Outputs of the stages after <paramref name="done"/> from that one's output (0: the stem's).</summary>
    public IEnumerable<Tensor> After(Tensor x, int done, int stages)
    {
        var block = Shapes.Take(done).Sum(s => s.Repeats);
        foreach (var (repeats, _, stride, expansion) in Shapes[done..stages])
        {
            for (var r = 0; r < repeats; r++, block++)
            {
                x = Block(x, block, r == 0 ? stride : 1, expansion, r > 0);
            }

            yield return x;
        }
    }

    /// <summary>The 1280 numbers and the 1000 logits of the original network, for the check against its golden vectors.</summary>
    public (Tensor Features, Tensor Logits) Classify(Tensor pixels)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var x = Convolve(Stages((pixels.to(_device) - 127) / 128)[^1], "_conv_head", "_bn1", 1).relu6().mean([2, 3]);
        var logits = x.mm(Read("_fc.weight").t()) + Read("_fc.bias");
        return (x.cpu().MoveToOuterDisposeScope(), logits.cpu().MoveToOuterDisposeScope());
    }

    private Tensor Block(Tensor x, int block, int stride, int expansion, bool residual)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"_blocks.{block}.");
        var y = expansion == 1 ? x : Convolve(x, name + "_expand_conv", name + "_bn0", 1).relu6();
        y = Convolve(y, name + "_depthwise_conv", name + "_bn1", stride).relu6();
        y = Convolve(y, name + "_project_conv", name + "_bn2", 1);
        return residual ? x + y : y;
    }

    private Tensor Read(string name) => tensor(_file.Floats(name), _file.Shape(name)).to(_device);

    private Tensor Current(string name) => _thawed.TryGetValue(name, out var trained) ? trained : Read(name);

    private Tensor Convolve(Tensor x, string convolution, string norm, int stride)
    {
        if (!_folded.TryGetValue(convolution, out var pair))
        {
            var trained = _thawed.ContainsKey(norm + ".bias");
            using var scope = trained ? null : NewDisposeScope();
            var gain = Current(norm + ".weight") / (Read(norm + ".running_var") + Epsilon).sqrt();
            var weight = Current(convolution + ".weight") * gain.reshape(-1, 1, 1, 1);
            var bias = Current(norm + ".bias") - Read(norm + ".running_mean") * gain;
            pair = (weight, bias);
            if (!trained)
            {
                _folded[convolution] = pair = (weight.DetachFromDisposeScope(), bias.DetachFromDisposeScope());
            }
        }

        // TensorFlow's SAME: with stride 2 the odd row and column of padding go to the bottom and the right.
        var kernel = (int)pair.Weight.shape[2];
        var (down, right) = (Padding(x.shape[2], kernel, stride), Padding(x.shape[3], kernel, stride));
        var groups = pair.Weight.shape[1] == 1 ? x.shape[1] : 1;
        if (down == right && down % 2 == 0)
        {
            return nn.functional.conv2d(x, pair.Weight, pair.Bias, strides: [stride], padding: [down / 2], groups: groups);
        }

        x = nn.functional.pad(x, [right / 2, right - right / 2, down / 2, down - down / 2]);
        return nn.functional.conv2d(x, pair.Weight, pair.Bias, strides: [stride], groups: groups);
    }

    private static long Padding(long size, int kernel, int stride) => Math.Max(((size + stride - 1) / stride - 1) * stride + kernel - size, 0);
}
