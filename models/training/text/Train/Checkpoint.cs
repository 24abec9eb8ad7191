using System.Globalization;
using Classifier.Training.Text.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Classifier.Training.Text.Train;

/// <summary>Everything a run needs to go on after a kill.</summary>
internal static class Checkpoint
{
    private const string FileName = "state.safetensors";

    public static void Save(string folder, RunState state, Weights weights, AdamW optimiser, IReadOnlyDictionary<string, Tensor> average)
    {
        using var none = no_grad();
        var tensors = new List<RawTensor>();
        void Add(string prefix, IEnumerable<KeyValuePair<string, Tensor>> named)
        {
            foreach (var (name, tensor) in named)
            {
                using var host = tensor.detach().cpu();
                tensors.Add(RawTensor.Single(prefix + name, tensor.shape, host.data<float>().ToArray()));
            }
        }

        Add("p.", weights.Trained);
        Add("e.", average);
        Add("m.", optimiser.First);
        Add("v.", optimiser.Second);
        SafeTensors.Write(Path.Combine(folder, FileName), tensors, new Dictionary<string, string>
        {
            ["step"] = state.Step.ToString(CultureInfo.InvariantCulture),
            ["epoch"] = state.Epoch.ToString(CultureInfo.InvariantCulture),
            ["batch"] = state.Batch.ToString(CultureInfo.InvariantCulture),
            ["tokens"] = state.Tokens.ToString(CultureInfo.InvariantCulture),
            ["seconds"] = state.Seconds.ToString(CultureInfo.InvariantCulture),
        });
    }

    public static RunState? Load(string folder, Weights weights, AdamW optimiser, IReadOnlyDictionary<string, Tensor> average)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var none = no_grad();
        var file = SafeTensors.Read(path);
        void Fill(string prefix, IEnumerable<KeyValuePair<string, Tensor>> named)
        {
            foreach (var (name, tensor) in named)
            {
                using var stored = torch.tensor(file.Floats(prefix + name), tensor.shape);
                tensor.copy_(stored);
            }
        }

        Fill("p.", weights.Trained);
        Fill("e.", average);
        Fill("m.", optimiser.First);
        Fill("v.", optimiser.Second);
        return new RunState
        {
            Step = int.Parse(file.Metadata["step"], CultureInfo.InvariantCulture),
            Epoch = int.Parse(file.Metadata["epoch"], CultureInfo.InvariantCulture),
            Batch = int.Parse(file.Metadata["batch"], CultureInfo.InvariantCulture),
            Tokens = long.Parse(file.Metadata["tokens"], CultureInfo.InvariantCulture),
            Seconds = double.Parse(file.Metadata["seconds"], CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The running average of a checkpoint, for scoring and export.</summary>
    public static Dictionary<string, Tensor> Average(string folder, Weights like)
    {
        var file = SafeTensors.Read(Path.Combine(folder, FileName));
        return like.Trained.ToDictionary(p => p.Key, p => torch.tensor(file.Floats((file.Has("e." + p.Key) ? "e." : "p.") + p.Key), p.Value.shape));
    }
}

/// <summary>Where a run is.</summary>
internal sealed class RunState
{
    public int Step { get; set; }

    public int Epoch { get; set; }

    public int Batch { get; set; }

    public long Tokens { get; set; }

    public double Seconds { get; set; }
}
