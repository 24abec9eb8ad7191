using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Logo.Scenes;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Net;

/// <summary>
/// Stages of EfficientNet-lite0 that are not trained, in ONNX Runtime: its fused convolutions take a fraction of the time that the
/// same stages take in TorchSharp on a CPU.
/// </summary>
internal sealed class Trunk : IDisposable
{
    private const int EighthChannels = 40, FourthChannels = 80;
    private readonly InferenceSession _session;

    /// <param name="whole">All that the heads read; else the first four stages.</param>
    public Trunk(Options options, bool whole)
    {
        var path = Path.Combine(options.Out, $"trunk-{Environment.ProcessId}.onnx");
        var weights = Path.Combine(options.Weights, "efficientnet-lite0", "weights.f16.safetensors");
        if (whole)
        {
            CellGraph.WriteSeen(weights, path);
        }
        else
        {
            CellGraph.WriteTrunk(weights, path);
        }

        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new(path, settings);
        File.Delete(path);
    }

    /// <summary>[N, 344, side / 16, side / 16].</summary>
    public float[] Seen(IReadOnlyList<Scene> scenes) => Run(scenes, "seen")[0];

    /// <summary>Output of the third stage [N, 40, side / 8, side / 8] and of the fourth [N, 80, side / 16, side / 16].</summary>
    public (float[] Eighth, float[] Fourth) Run(IReadOnlyList<Scene> scenes)
    {
        var outputs = Run(scenes, "eighth", "sixteenth");
        return (outputs[0], outputs[1]);
    }

    public static (Tensor Eighth, Tensor Fourth) Tensors((float[] Eighth, float[] Fourth) of, int count, int side) =>
        (tensor(of.Eighth, [count, EighthChannels, side / 8, side / 8]), tensor(of.Fourth, [count, FourthChannels, side / 16, side / 16]));

    public void Dispose() => _session.Dispose();

    private List<float[]> Run(IReadOnlyList<Scene> scenes, params string[] names)
    {
        var side = scenes[0].Side;
        var plane = side * side;
        var pixels = new float[scenes.Count * 3 * plane];
        for (var n = 0; n < scenes.Count; n++)
        {
            for (var i = 0; i < plane; i++)
            {
                for (var c = 0; c < 3; c++)
                {
                    pixels[((n * 3 + c) * plane) + i] = (scenes[n].Pixels[(i * 3) + c] - 127f) / 128;
                }
            }
        }

        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [scenes.Count, 3, side, side]);
        using var run = new RunOptions();
        using var result = _session.Run(run, ["pixels"], [input], names);
        return [.. result.Select(r => r.GetTensorDataAsSpan<float>().ToArray())];
    }
}
