using Classifier.Training.Deepfake.Data;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Fit;

/// <summary>Standardisation and a linear layer (hidden 0: logistic regression) or one hidden layer, over the statistics.</summary>
internal sealed class Head
{
    private const int Batch = 256;
    private const float Clip = 4;

    private readonly Tensor _mean, _scale;
    private readonly nn.Module<Tensor, Tensor> _network;

    private Head(Tensor mean, Tensor scale, nn.Module<Tensor, Tensor> network) => (_mean, _scale, _network) = (mean, scale, network);

    public static Head Fit(Tensor features, IReadOnlyList<CropRow> rows, int hidden, double decay, int epochs, int seed)
    {
        random.manual_seed(seed);
        var mean = features.mean([0]);
        var scale = 1 / (features.std(0, unbiased: false) + 1e-3);
        nn.Module<Tensor, Tensor> network = hidden == 0
            ? nn.Linear(features.shape[1], 1)
            : nn.Sequential(nn.Dropout(.2), nn.Linear(features.shape[1], hidden), nn.ReLU(), nn.Dropout(.5), nn.Linear(hidden, 1));
        var head = new Head(mean, scale, network);
        var x = head.Standard(features);
        var y = tensor(rows.Select(r => r.IsFake ? 1f : 0f).ToArray());
        var w = tensor(Weighting.Of(rows));
        var optimiser = optim.AdamW(network.parameters(), lr: hidden == 0 ? 2e-3 : 1e-3, weight_decay: decay);
        var steps = epochs * ((rows.Count + Batch - 1) / Batch);
        var schedule = optim.lr_scheduler.CosineAnnealingLR(optimiser, steps);
        network.train();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            using var order = randperm(rows.Count);
            for (long at = 0; at < rows.Count; at += Batch)
            {
                using var scope = NewDisposeScope();
                var pick = order.narrow(0, at, Math.Min(Batch, rows.Count - at));
                optimiser.zero_grad();
                var logit = network.forward(x.index_select(0, pick)).squeeze(1);
                var loss = nn.functional.binary_cross_entropy_with_logits(logit, y.index_select(0, pick) * .94f + .03f, w.index_select(0, pick));
                loss.backward();
                optimiser.step();
                schedule.step();
            }
        }

        network.eval();
        return head;
    }

    public float[] Score(Tensor features)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        return _network.forward(Standard(features)).squeeze(1).data<float>().ToArray();
    }

    private Tensor Standard(Tensor features) => ((features - _mean) * _scale).clamp(-Clip, Clip);
}
