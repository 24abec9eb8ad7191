using System.Globalization;
using Classifier.Training.Text.Model;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Net;

/// <summary>
/// EfficientNet-lite0 as it comes from ImageNet, frozen: mean and deviation over positions of the output of each stage. A head on
/// what a network of objects happens to see carries over to unseen generators better than a network that was trained on the
/// known ones (Ojha et al., "Towards Universal Fake Image Detectors that Generalize Across Generative Models", CVPR 2023).
/// </summary>
internal sealed class Lite0
{
    private const double Epsilon = 1e-3;

    private static readonly (int Repeats, int Kernel, int Stride, int Expansion)[] Stages =
        [(1, 3, 1, 1), (2, 3, 2, 6), (2, 5, 2, 6), (3, 3, 2, 6), (3, 5, 1, 6), (4, 5, 2, 6), (1, 3, 1, 6)];

    private readonly SafeTensors _file;
    private readonly Device _device;
    private readonly Dictionary<string, (Tensor Weight, Tensor Bias)> _folded = [];

    public Lite0(string folder, Device device) => (_file, _device) = (SafeTensors.Read(Path.Combine(folder, "weights.f16.safetensors")), device);

    public const int Count = 2 * (32 + 16 + 24 + 40 + 80 + 112 + 192 + 320);

    /// <summary>[N, 3, H, W] in grey levels; [N, <see cref="Count"/>].</summary>
    public Tensor Features(Tensor pixels)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var kept = new List<Tensor>();
        Stage(pixels, kept);
        return cat(kept, 1).cpu().MoveToOuterDisposeScope();
    }

    private Tensor Stage(Tensor pixels, List<Tensor>? kept)
    {
        var x = Convolve((pixels.to(_device) - 127) / 128, "_conv_stem", "_bn0", 2).clamp(0, 6);
        Keep(kept, x);
        var block = 0;
        foreach (var (repeats, kernel, stride, expansion) in Stages)
        {
            for (var r = 0; r < repeats; r++, block++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"_blocks.{block}.");
                var y = expansion == 1 ? x : Convolve(x, name + "_expand_conv", name + "_bn0", 1).clamp(0, 6);
                y = Convolve(y, name + "_depthwise_conv", name + "_bn1", r == 0 ? stride : 1).clamp(0, 6);
                y = Convolve(y, name + "_project_conv", name + "_bn2", 1);
                x = r > 0 ? x + y : y;
            }

            Keep(kept, x);
        }

        return x;
    }

    /// <summary>The 1280 numbers and the 1000 logits of the original network, for the check against its golden vectors.</summary>
    public (Tensor Features, Tensor Logits) Classify(Tensor pixels)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var x = Stage(pixels, null);
        x = Convolve(x, "_conv_head", "_bn1", 1).clamp(0, 6).mean([2, 3]);
        Tensor Read(string name) => tensor(_file.Floats(name), _file.Shape(name)).to(_device);
        var logits = x.mm(Read("_fc.weight").t()) + Read("_fc.bias");
        return (x.cpu().MoveToOuterDisposeScope(), logits.cpu().MoveToOuterDisposeScope());
    }

    private static void Keep(List<Tensor>? kept, Tensor x)
    {
        kept?.Add(x.mean([2, 3]));
        kept?.Add(x.std([2, 3], unbiased: false));
    }

    private Tensor Convolve(Tensor x, string convolution, string norm, int stride)
    {
        if (!_folded.TryGetValue(convolution, out var pair))
        {
            using var scope = NewDisposeScope();
            Tensor Read(string name) => tensor(_file.Floats(name), _file.Shape(name)).to(_device);
            var gain = Read(norm + ".weight") / (Read(norm + ".running_var") + Epsilon).sqrt();
            var weight = Read(convolution + ".weight") * gain.reshape(-1, 1, 1, 1);
            pair = (weight.DetachFromDisposeScope(), (Read(norm + ".bias") - Read(norm + ".running_mean") * gain).DetachFromDisposeScope());
            _folded[convolution] = pair;
        }

        // TensorFlow's SAME: with stride 2 the odd row and column of padding go to the bottom and the right.
        var kernel = (int)pair.Weight.shape[2];
        var (down, right) = (Padding(x.shape[2], kernel, stride), Padding(x.shape[3], kernel, stride));
        x = nn.functional.pad(x, [right / 2, right - right / 2, down / 2, down - down / 2]);
        return nn.functional.conv2d(x, pair.Weight, pair.Bias, strides: [stride], groups: pair.Weight.shape[1] == 1 ? x.shape[1] : 1);
    }

    private static long Padding(long size, int kernel, int stride) => Math.Max(((size + stride - 1) / stride - 1) * stride + kernel - size, 0);
}
