using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Train;

/// <summary>An epoch as batches of similar length under a token budget, in random order.</summary>
internal sealed class Plan
{
    private const int PoolRows = 4000;

    public static List<(Batch Batch, Example[] Rows)> Epoch(Corpus corpus, Tokeniser tokeniser, int tokensPerBatch, int seed)
    {
        var random = new Random(seed);
        var rows = corpus.Epoch(seed).ToArray();
        random.Shuffle(rows);
        var cut = rows.Select(r => (Row: r, Ids: Tokeniser.Mark(Window.Of(tokeniser.Pieces(r.Text), r, random)))).ToArray();
        var batches = new List<(Batch, Example[])>();
        foreach (var pool in cut.Chunk(PoolRows))
        {
            Array.Sort(pool, (a, b) => a.Ids.Length.CompareTo(b.Ids.Length));
            var from = 0;
            while (from < pool.Length)
            {
                var to = from + 1;
                while (to < pool.Length && (to - from + 1) * pool[to].Ids.Length <= tokensPerBatch)
                {
                    to++;
                }

                batches.Add((new Batch([.. pool[from..to].Select(p => p.Ids)]), [.. pool[from..to].Select(p => p.Row)]));
                from = to;
            }
        }

        var order = batches.ToArray();
        random.Shuffle(order);
        return [.. order];
    }
}
