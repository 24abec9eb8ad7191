using static TorchSharp.torch;

namespace Classifier.Training.Text.Train;

/// <summary>AdamW whose moments are plain named tensors, so that a checkpoint can hold them.</summary>
internal sealed class AdamW
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.98;
    private const double Epsilon = 1e-8;
    private const double Decay = 0.01;

    private readonly SortedDictionary<string, Tensor> _parameters;

    public AdamW(SortedDictionary<string, Tensor> parameters)
    {
        _parameters = parameters;
        foreach (var (name, parameter) in parameters)
        {
            First[name] = zeros_like(parameter).DetachFromDisposeScope();
            Second[name] = zeros_like(parameter).DetachFromDisposeScope();
        }
    }

    public Dictionary<string, Tensor> First { get; } = [];

    public Dictionary<string, Tensor> Second { get; } = [];

    /// <summary>One update at <paramref name="rate"/> with the gradients clipped to norm 1; returns their norm.</summary>
    public double Step(int step, double rate, double headRate)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var squares = _parameters.Values.Select(p => p.grad!.square().sum()).ToArray();
        var norm = Math.Sqrt(stack(squares).sum().item<float>());
        var clip = Math.Min(1, 1 / (norm + 1e-6));
        if (!double.IsFinite(norm))
        {
            throw new InvalidOperationException($"step {step}: the gradient is not finite");
        }

        var correction1 = 1 - Math.Pow(Beta1, step);
        var correction2 = Math.Sqrt(1 - Math.Pow(Beta2, step));
        foreach (var (name, parameter) in _parameters)
        {
            using var inner = NewDisposeScope();
            var pace = name.StartsWith("enc.", StringComparison.Ordinal) ? rate : headRate;
            var gradient = parameter.grad!.mul_(clip);
            First[name].mul_(Beta1).add_(gradient, 1 - Beta1);
            Second[name].mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
            if (parameter.dim() > 1)
            {
                parameter.mul_(1 - (pace * Decay));
            }

            parameter.addcdiv_(First[name], Second[name].sqrt().add_(Epsilon * correction2), -pace * correction2 / correction1);
            parameter.grad!.zero_();
        }

        return norm;
    }
}
