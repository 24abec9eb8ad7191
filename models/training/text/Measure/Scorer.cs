using Classifier.Training.Text.Model;
using static TorchSharp.torch;

namespace Classifier.Training.Text.Measure;

/// <summary>Logits as at inference: overlapping windows, the maximum of each head.</summary>
internal static class Scorer
{
    private const int WindowPieces = 254;
    private const int Overlap = 64;
    private const int TokensPerBatch = 4096;

    public static float[][] Score(Weights weights, Tokeniser tokeniser, IReadOnlyList<string> texts, int maxWindows = int.MaxValue)
    {
        var windows = texts.SelectMany((text, row) => Windows(tokeniser.Pieces(text), maxWindows).Select(ids => (Row: row, Ids: ids)))
            .OrderBy(w => w.Ids.Length).ToArray();
        var logits = texts.Select(_ => Enumerable.Repeat(float.NegativeInfinity, Heads.Count).ToArray()).ToArray();
        for (var from = 0; from < windows.Length;)
        {
            var to = from + 1;
            while (to < windows.Length && (to - from + 1) * windows[to].Ids.Length <= TokensPerBatch)
            {
                to++;
            }

            var batch = windows[from..to];
            var scores = Run(weights, new Batch([.. batch.Select(w => w.Ids)]));
            for (var i = 0; i < batch.Length; i++)
            {
                for (var head = 0; head < Heads.Count; head++)
                {
                    logits[batch[i].Row][head] = Math.Max(logits[batch[i].Row][head], scores[(i * Heads.Count) + head]);
                }
            }

            from = to;
        }

        return logits;
    }

    public static float[] Run(Weights weights, Batch batch)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return Encoder.Forward(weights, batch).cpu().data<float>().ToArray();
    }

    private static IEnumerable<int[]> Windows(int[] pieces, int most)
    {
        var start = 0;
        for (var count = 0; count < most; count++)
        {
            var end = Math.Min(pieces.Length, start + WindowPieces);
            yield return Tokeniser.Mark(pieces.AsSpan(start, end - start));
            if (end == pieces.Length)
            {
                yield break;
            }

            start += WindowPieces - Overlap;
        }
    }
}
