using System.Globalization;

namespace Classifier.ModelBuilder.Tests.Images;

/// <summary>EfficientNet-lite0 in plain loops and double precision, batch norms as they are, after its description beside the weights.</summary>
internal sealed class ReferenceLite0(Dictionary<string, (int[] Shape, float[] Values)> weights)
{
    private const double Epsilon = 1e-3;

    /// <summary>Channels, then pixels, of the stem and of each stage.</summary>
    public List<double[][]> Stages(double[][] pixels, int side)
    {
        var kept = new List<double[][]>();
        var x = Convolve(pixels, ref side, "_conv_stem", "_bn0", 2, true);
        kept.Add(x);
        var block = 0;
        foreach (var (repeats, _, stride, expansion, _, _) in RandomLite0.Stages)
        {
            for (var r = 0; r < repeats; r++, block++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"_blocks.{block}.");
                var y = expansion > 1 ? Convolve(x, ref side, name + "_expand_conv", name + "_bn0", 1, true) : x;
                y = Convolve(y, ref side, name + "_depthwise_conv", name + "_bn1", r == 0 ? stride : 1, true);
                y = Convolve(y, ref side, name + "_project_conv", name + "_bn2", 1, false);
                x = r > 0 ? [.. x.Zip(y, (a, b) => a.Zip(b, (p, q) => p + q).ToArray())] : y;
            }
            kept.Add(x);
        }
        return kept;
    }

    private double[][] Convolve(double[][] x, ref int side, string convolution, string norm, int stride, bool limit)
    {
        var (shape, values) = weights[convolution + ".weight"];
        var (inputs, kernel) = (shape[1], shape[2]);
        var output = (side + stride - 1) / stride;
        var before = Math.Max((output - 1) * stride + kernel - side, 0) / 2;
        var result = new double[shape[0]][];
        for (var o = 0; o < result.Length; o++)
        {
            result[o] = new double[output * output];
            var gain = weights[norm + ".weight"].Values[o] / Math.Sqrt(weights[norm + ".running_var"].Values[o] + Epsilon);
            for (var at = 0; at < output * output; at++)
            {
                var sum = 0.0;
                for (var i = 0; i < inputs; i++)
                {
                    var plane = x[inputs == 1 && x.Length > 1 ? o : i];
                    for (var k = 0; k < kernel * kernel; k++)
                    {
                        var (row, column) = (at / output * stride + k / kernel - before, at % output * stride + k % kernel - before);
                        if (row >= 0 && row < side && column >= 0 && column < side)
                            sum += plane[row * side + column] * values[(o * inputs + i) * kernel * kernel + k];
                    }
                }
                var y = (sum - weights[norm + ".running_mean"].Values[o]) * gain + weights[norm + ".bias"].Values[o];
                result[o][at] = limit ? Math.Clamp(y, 0, 6) : y;
            }
        }
        side = output;
        return result;
    }
}
