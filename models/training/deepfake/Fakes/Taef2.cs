using Classifier.Training.Deepfake.Data;
using Classifier.Training.Text.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Fakes;

/// <summary>
/// Tiny autoencoder with FLUX.2's latents (weights and topology: github madebyollin/taesd, MIT): real content with a latent
/// diffusion decoder's trace.
/// </summary>
internal sealed class Taef2
{
    private readonly Dictionary<string, Tensor> _encoder;
    private readonly Dictionary<string, Tensor> _decoder;

    public Taef2(string folder, Device device)
    {
        _encoder = Load(Path.Combine(folder, "encoder.safetensors"), device);
        _decoder = Load(Path.Combine(folder, "decoder.safetensors"), device);
    }

    /// <summary>The picture, its last rows and columns beyond a multiple of 8 repeated for the latent grid.</summary>
    public Patch Reconstruct(Patch patch)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var device = _encoder.Values.First().device;
        var x = tensor(patch.Pixels, [1, patch.Height, patch.Width, 3], uint8).to(device).to(float32).div(255).permute(0, 3, 1, 2).contiguous();
        var (below, right) = ((8 - patch.Height % 8) % 8, (8 - patch.Width % 8) % 8);
        x = nn.functional.pad(x, [0, right, 0, below], PaddingModes.Replicate);
        var y = Run(Run(x, _encoder, encode: true), _decoder, encode: false).clamp(0, 1).mul(255).round()[.., .., ..patch.Height, ..patch.Width];
        return patch with { Pixels = y.to(uint8).squeeze(0).permute(1, 2, 0).contiguous().cpu().data<byte>().ToArray() };
    }

    private static Tensor Run(Tensor x, Dictionary<string, Tensor> weights, bool encode)
    {
        // The files are nn.Sequential: a key's first number is the layer, layers without parameters leave gaps.
        var layers = weights.Keys.Select(k => int.Parse(k.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order().ToList();
        if (!encode)
        {
            x = (x / 3).tanh() * 3;
        }

        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            if (weights.ContainsKey($"{layer}.weight"))
            {
                var first = i == 0;
                var bias = weights.GetValueOrDefault($"{layer}.bias");
                if (!encode && bias is null)
                {
                    x = nn.functional.interpolate(x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Nearest);
                }

                x = nn.functional.conv2d(x, weights[$"{layer}.weight"], bias, strides: [encode && bias is null ? 2 : 1], padding: [1]);
                if (!encode && first)
                {
                    x = x.relu();
                }

                continue;
            }

            x = Block(x, weights, $"{layer}.");
        }

        return x;
    }

    private static Tensor Block(Tensor x, Dictionary<string, Tensor> weights, string name)
    {
        if (weights.ContainsKey($"{name}pool.0.weight"))
        {
            var p = nn.functional.conv2d(x, weights[$"{name}pool.0.weight"]);
            p = nn.functional.group_norm(p, 4, weights[$"{name}pool.1.weight"], weights[$"{name}pool.1.bias"], 1e-5).relu();
            x = x + nn.functional.conv2d(p, weights[$"{name}pool.3.weight"]);
        }

        var y = x;
        foreach (var part in (ReadOnlySpan<int>)[0, 2, 4])
        {
            y = nn.functional.conv2d(y, weights[$"{name}conv.{part}.weight"], weights[$"{name}conv.{part}.bias"], padding: [1]);
            y = part < 4 ? y.relu() : y;
        }

        return (y + x).relu();
    }

    private static Dictionary<string, Tensor> Load(string path, Device device)
    {
        var file = SafeTensors.Read(path);
        return file.Names.ToDictionary(n => n, n => tensor(file.Floats(n), file.Shape(n)).to(device));
    }
}
