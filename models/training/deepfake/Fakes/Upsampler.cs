using Classifier.Training.Deepfake.Data;

namespace Classifier.Training.Deepfake.Fakes;

/// <summary>
/// The trace of an upsampling layer on real content: halves a picture and doubles it again as the last layer of a decoder would,
/// each of the four phases with its own 3 × 3 kernel (a transposed convolution of stride 2, sub-pixel shuffling and nearest or
/// bilinear doubling followed by a convolution are all of this form), sharpens, and blends with the original.
/// </summary>
internal static class Upsampler
{
    public static readonly string[] Kinds = ["nearest", "bilinear", "transposed", "shuffle"];

    public static Patch Apply(Patch patch, string kind, Random random)
    {
        var (width, height) = (patch.Width / 2 * 2, patch.Height / 2 * 2);
        var kernels = Kernels(kind, random);
        var blend = .5 + .5 * random.NextDouble();
        var sharpen = random.NextDouble() * 1.2;
        var doubled = new double[width * height];
        var low = new double[width / 2 * (height / 2)];
        var pixels = (byte[])patch.Pixels.Clone();
        for (var c = 0; c < 3; c++)
        {
            Halve(patch, c, low, width / 2, height / 2);
            Double(low, doubled, kernels, width / 2, height / 2);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var value = doubled[y * width + x];
                    var sharp = value + sharpen * (value - Around(doubled, width, height, x, y));
                    ref var pixel = ref pixels[(y * patch.Width + x) * 3 + c];
                    pixel = (byte)Math.Clamp(Math.Round(blend * sharp + (1 - blend) * pixel), 0, 255);
                }
            }
        }

        return patch with { Pixels = pixels };
    }

    private static double[][] Kernels(string kind, Random random)
    {
        var kernels = new double[4][];
        var shared = kind == "nearest" ? Jitter(new double[9], .06, random) : null;
        for (var phase = 0; phase < 4; phase++)
        {
            var (dy, dx) = (phase / 2 == 0 ? -1 : 1, phase % 2 == 0 ? -1 : 1);
            var kernel = kernels[phase] = new double[9];
            if (kind == "nearest")
            {
                // Nearest doubling, then one convolution: what falls on the four copies of a pixel adds up.
                for (var k = 0; k < 9; k++)
                {
                    var (y, x) = (Math.Sign(Math.Floor((k / 3 - 1 + (dy > 0 ? 1 : 0)) / 2.0)), Math.Sign(Math.Floor((k % 3 - 1 + (dx > 0 ? 1 : 0)) / 2.0)));
                    kernel[(y + 1) * 3 + x + 1] += shared![k] + (k == 4 ? 1 : 0);
                }
            }
            else
            {
                kernel[4] = .5625;
                kernel[4 + dx] = kernel[4 + 3 * dy] = .1875;
                kernel[4 + 3 * dy + dx] = .0625;
                if (kind != "bilinear")
                {
                    Jitter(kernel, kind == "shuffle" ? .05 : .03, random);
                }
            }

            var sum = kernel.Sum();
            // A transposed convolution's phases need not agree in gain: the checkerboard.
            var gain = kind == "transposed" ? 1 + .02 * Normal(random) : 1;
            for (var k = 0; k < 9; k++)
            {
                kernel[k] *= gain / sum;
            }
        }

        return kernels;
    }

    private static double[] Jitter(double[] kernel, double amount, Random random)
    {
        for (var k = 0; k < kernel.Length; k++)
        {
            kernel[k] += amount * Normal(random);
        }

        return kernel;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static void Halve(Patch patch, int channel, double[] low, int width, int height)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (2 * y * patch.Width + 2 * x) * 3 + channel;
                low[y * width + x] = (patch.Pixels[at] + patch.Pixels[at + 3] + patch.Pixels[at + patch.Width * 3] + patch.Pixels[at + patch.Width * 3 + 3]) / 4.0;
            }
        }
    }

    private static void Double(double[] low, double[] doubled, double[][] kernels, int width, int height)
    {
        for (var y = 0; y < 2 * height; y++)
        {
            for (var x = 0; x < 2 * width; x++)
            {
                var kernel = kernels[2 * (y % 2) + x % 2];
                var sum = 0.0;
                for (var k = 0; k < 9; k++)
                {
                    sum += kernel[k] * low[Math.Clamp(y / 2 + k / 3 - 1, 0, height - 1) * width + Math.Clamp(x / 2 + k % 3 - 1, 0, width - 1)];
                }

                doubled[y * 2 * width + x] = sum;
            }
        }
    }

    private static double Around(double[] values, int width, int height, int x, int y)
    {
        var (left, right) = (Math.Max(x - 1, 0), Math.Min(x + 1, width - 1));
        var (up, down) = (Math.Max(y - 1, 0), Math.Min(y + 1, height - 1));
        return (values[y * width + left] + values[y * width + right] + values[up * width + x] + values[down * width + x]) / 4;
    }
}
