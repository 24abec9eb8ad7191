namespace Classifier.Inference.Batching.Internal;

/// <summary>
/// How much of what gate 1 was told turns out to be real. Estimates stand at the dense end of real text; without this, gate 1
/// would refuse on a calm text what gate 2 would take.
/// </summary>
internal sealed class BoundRatio
{
    private const double Forgetting = 0.98;
    private const double Least = 0.02;

    private double _bounds = 1;
    private double _real = 1;

    public double Value => Math.Clamp(_real / _bounds, Least, 1);

    public void Bounded(long bound)
    {
        _bounds = _bounds * Forgetting + bound;
        _real *= Forgetting;
    }

    public void Measured(int cost) => _real += cost;
}
