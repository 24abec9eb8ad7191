using Classifier.ModelBuilder.Images;
using Classifier.Training.Logo.Scenes;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Net;

/// <summary>
/// EfficientNet-lite0's first four stages, which are not trained, in ONNX Runtime: its fused convolutions take a fraction of the
/// time that the same stages take in TorchSharp on a CPU.
/// </summary>
internal sealed class Trunk : IDisposable
{
    private const int EighthChannels = 40, FourthChannels = 80;
    private readonly InferenceSession _session;

    public Trunk(Options options)
    {
        var path = Path.Combine(options.Out, $"trunk-{Environment.ProcessId}.onnx");
        CellGraph.WriteTrunk(Path.Combine(options.Weights, "efficientnet-lite0", "weights.f16.safetensors"), path);
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new(path, settings);
        File.Delete(path);
    }

    /// <summary>Output of the third stage [N, 40, side / 8, side / 8] and of the fourth [N, 80, side / 16, side / 16].</summary>
    public (float[] Eighth, float[] Fourth) Run(IReadOnlyList<Scene> scenes)
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
        using var result = _session.Run(run, ["pixels"], [input], ["eighth", "sixteenth"]);
        return (result[0].GetTensorDataAsSpan<float>().ToArray(), result[1].GetTensorDataAsSpan<float>().ToArray());
    }

    public static (Tensor Eighth, Tensor Fourth) Tensors((float[] Eighth, float[] Fourth) of, int count, int side) =>
        (tensor(of.Eighth, [count, EighthChannels, side / 8, side / 8]), tensor(of.Fourth, [count, FourthChannels, side / 16, side / 16]));

    public void Dispose() => _session.Dispose();
}
