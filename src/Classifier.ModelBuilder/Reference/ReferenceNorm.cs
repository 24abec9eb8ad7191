using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Reference;

/// <summary>Layer norm over the last dimension. Ba et al., 2016.</summary>
internal sealed class ReferenceNorm(EncoderWeights weights, string tensor)
{
    private const double Epsilon = 1e-12;
    private readonly float[] _scale = weights.Read(tensor + ".weight");
    private readonly float[] _shift = weights.Read(tensor + ".bias");

    /// <summary>Normalises every row of <paramref name="x"/> in place.</summary>
    public float[] Run(float[] x)
    {
        var width = _scale.Length;
        for (var start = 0; start < x.Length; start += width)
        {
            var row = x.AsSpan(start, width);
            double mean = 0, variance = 0;
            foreach (var v in row) mean += v;
            mean /= width;
            foreach (var v in row) variance += (v - mean) * (v - mean);
            var inverse = 1 / Math.Sqrt(variance / width + Epsilon);
            for (var j = 0; j < width; j++) row[j] = (float)((row[j] - mean) * inverse) * _scale[j] + _shift[j];
        }
        return x;
    }
}
