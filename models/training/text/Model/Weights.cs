using static TorchSharp.torch;

namespace Classifier.Training.Text.Model;

/// <summary>All tensors of the network by name: the frozen word embeddings, and those that training moves.</summary>
internal sealed class Weights
{
    private const string Words = "embeddings.word_embeddings.weight";

    private Weights(Tensor words, SortedDictionary<string, Tensor> trained) => (WordEmbeddings, Trained) = (words, trained);

    public Tensor WordEmbeddings { get; }

    public SortedDictionary<string, Tensor> Trained { get; }

    public Tensor this[string name] => Trained[name];

    /// <summary>The MIT base with fresh heads.</summary>
    public static Weights FromBase(string folder, int seed, Device device)
    {
        var file = SafeTensors.Read(Path.Combine(folder, "base.q4.safetensors"));
        var trained = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in Decode(file))
        {
            if (name != Words && !name.StartsWith("pooler.", StringComparison.Ordinal))
            {
                trained["enc." + name] = tensor.to(device);
            }
        }

        var random = new Random(seed);
        trained["dense.weight"] = Normal(random, [Heads.Count * Encoder.Width, Encoder.Width], 0.02f).to(device);
        trained["dense.bias"] = zeros(Heads.Count * Encoder.Width).to(device);
        trained["out"] = Normal(random, [Heads.Count, Encoder.Width], 0.02f).to(device);
        trained["b"] = zeros(Heads.Count).to(device);
        return new Weights(Decode(file, Words).to(device), trained);
    }

    /// <summary>A fine-tuned file over the base's word embeddings; a three-headed one gets its fourth head from the injection head.</summary>
    public static Weights FromCheckpoint(string folder, string path, Device device)
    {
        var trained = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in Decode(SafeTensors.Read(path)))
        {
            trained[name] = Widen(name, tensor).to(device);
        }

        var words = Decode(SafeTensors.Read(Path.Combine(folder, "base.q4.safetensors")), Words);
        return new Weights(words.to(device), trained);
    }

    /// <summary>Turns on gradients above the frozen layers, and returns what then moves.</summary>
    public SortedDictionary<string, Tensor> Unfreeze(int frozenLayers)
    {
        var moving = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in Trained)
        {
            var below = frozenLayers > 0 && (name.StartsWith("enc.embeddings.", StringComparison.Ordinal)
                || Enumerable.Range(0, frozenLayers).Any(l => name.StartsWith($"enc.encoder.layer.{l}.", StringComparison.Ordinal)));
            if (!below)
            {
                moving[name] = tensor.requires_grad_(true);
            }
        }

        return moving;
    }

    /// <summary>The same shapes, other values: <paramref name="share"/> of this and the rest of the other.</summary>
    public Weights Mix(IReadOnlyDictionary<string, Tensor> other, double share)
    {
        using var none = no_grad();
        var mixed = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in Trained)
        {
            mixed[name] = ((tensor.detach() * share) + (other[name].detach() * (1 - share))).DetachFromDisposeScope();
        }

        return new Weights(WordEmbeddings, mixed);
    }

    private static Tensor Widen(string name, Tensor tensor)
    {
        var rows = name switch
        {
            "dense.weight" or "dense.bias" => Encoder.Width,
            "out" or "b" => 1,
            _ => 0,
        };
        return rows == 0 || tensor.shape[0] == rows * Heads.Count ? tensor : cat([tensor, tensor.narrow(0, 0, rows)], 0);
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Decode(SafeTensors file)
    {
        foreach (var stored in file.Names.ToArray())
        {
            if (stored.EndsWith(".scale", StringComparison.Ordinal))
            {
                continue;
            }

            var name = stored.EndsWith(".q4", StringComparison.Ordinal) || stored.EndsWith(".q8", StringComparison.Ordinal) ? stored[..^3] : stored;
            if (name != Words)
            {
                yield return (name, Decode(file, name));
            }
        }
    }

    private static Tensor Decode(SafeTensors file, string name)
    {
        if (file.Has(name + ".q4"))
        {
            var shape = file.Shape(name + ".q4");
            return tensor(Blocks.FromQ4(file.Bytes(name + ".q4"), file.Floats(name + ".scale")), [shape[0], shape[1] * 2]);
        }

        return file.Has(name + ".q8")
            ? tensor(Blocks.FromQ8(file.Bytes(name + ".q8"), file.Floats(name + ".scale")), file.Shape(name + ".q8"))
            : tensor(file.Floats(name), file.Shape(name));
    }

    private static Tensor Normal(Random random, long[] shape, float deviation)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = deviation * (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return tensor(values, shape);
    }
}
