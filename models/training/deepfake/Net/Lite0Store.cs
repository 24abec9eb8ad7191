using System.Runtime.InteropServices;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Net;

/// <summary>Features of <see cref="Lite0"/> beside a store of crops, in its order; goes on where it was killed.</summary>
internal static class Lite0Store
{
    private const int Batch = 32;
    private const string Suffix = ".lite0";

    public static void Extend(Options options, string name)
    {
        torch.set_num_threads(options.Threads);
        var store = CropStore.Open(options.Out, name);
        var path = Path.Combine(options.Out, name + Suffix);
        using var file = File.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var rows = (int)(file.Length / (Lite0.Count * sizeof(float)));
        file.SetLength((long)rows * Lite0.Count * sizeof(float));
        file.Seek(0, SeekOrigin.End);
        if (rows >= store.Rows.Count)
        {
            return;
        }

        var network = new Lite0(Path.Combine(options.Weights, "efficientnet-lite0"), options.Device == "cuda" ? CUDA : CPU);
        var pixels = store.Pixels();
        const int side = Degradation.Side, size = side * side * 3;
        for (var at = rows; at < store.Rows.Count; at += Batch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Batch, store.Rows.Count - at);
            var crops = tensor(pixels.AsSpan(at * size, count * size).ToArray(), [count, side, side, 3], uint8).to(float32).permute(0, 3, 1, 2).contiguous();
            file.Write(MemoryMarshal.AsBytes(network.Features(crops).data<float>().ToArray().AsSpan()));
            file.Flush();
        }
    }

    /// <summary>Rows that have been computed so far.</summary>
    public static int Rows(Options options, string name)
    {
        var file = new FileInfo(Path.Combine(options.Out, name + Suffix));
        return file.Exists ? (int)(file.Length / (Lite0.Count * sizeof(float))) : 0;
    }

    public static Tensor Read(Options options, string name, int rows)
    {
        var bytes = new byte[(long)rows * Lite0.Count * sizeof(float)];
        using var file = File.Open(Path.Combine(options.Out, name + Suffix), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.ReadExactly(bytes);
        return tensor(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), [rows, Lite0.Count]);
    }
}
