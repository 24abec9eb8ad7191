using System.Globalization;
using System.Text;
using Classifier.Training.Logo.Measure;

namespace Classifier.Training.Logo.Export;

/// <summary>Outputs of the graph for noise that anybody can make: x ← 48271 x mod (2^31 − 1) from the seed + 1, scaled to −1 … 1.</summary>
internal static class Golden
{
    private const int Seeds = 3, Width = 64, Height = 96, Places = 4;

    /// <summary>Output 0 is objectness, 1 embedding, 2 box; <c>at</c> holds flat indices and values.</summary>
    public static string Lines(CellModel model)
    {
        var lines = new StringBuilder();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var pixels = new float[3 * Width * Height];
            var state = (ulong)seed + 1;
            for (var i = 0; i < pixels.Length; i++)
            {
                state = state * 48_271 % 2_147_483_647;
                pixels[i] = (float)(((double)state / 2_147_483_647 * 2) - 1);
            }

            var (objectness, embedding, box) = model.Run(pixels, 1, Width, Height);
            foreach (var (values, output) in new[] { objectness, embedding, box }.Select((v, o) => (v, o)))
            {
                var at = string.Join(',', Enumerable.Range(0, Places).Select(p => p * (values.Length - 1) / (Places - 1)).Select(i => string.Create(CultureInfo.InvariantCulture, $"[{i},{values[i]:R}]")));
                lines.Append(CultureInfo.InvariantCulture, $"{{\"graph\":\"cells\",\"seed\":{seed},\"height\":{Height},\"width\":{Width},\"output\":{output},\"at\":[{at}]}}\n");
            }
        }

        return lines.ToString();
    }
}
