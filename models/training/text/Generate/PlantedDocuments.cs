using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Generate;

/// <summary>Ordinary documents of the train folder, clean and with an ordinary request between their sentences.</summary>
internal static class PlantedDocuments
{
    private const int Rows = 1600;
    private const float Weight = 1.5f;
    private const int LongestDocument = 900;
    private const int LongestRequest = 140;

    /// <summary>Texts that are not requests themselves.</summary>
    private static readonly string[] Documents =
        ["injection/train/ag_news", "injection/train/sst2", "injection/train/jigsaw", "injection/train/multilingual_comments", "toxicity/train/cold", "toxicity/train/told_br"];

    private static readonly string[] Requests = ["injection/train/self_instruct", "injection/train/promptshield", "injection/train/clinc150", "injection/train/alpaca_eval"];

    public static IEnumerable<Example> Make(Random random, Options options)
    {
        var documents = RowsOf(Documents, options, 1).Where(r => r.Text.Length is > 60 and < LongestDocument).ToArray();
        var requests = RowsOf(Requests, options, 0).Where(r => r.Text.Length is > 20 and < LongestRequest && r.Kind != "benign-text" && !r.Text.Contains('\n', StringComparison.Ordinal)).ToArray();
        var grammar = new Grammar(Everyday.Slots());
        for (var i = 0; i < Rows; i++)
        {
            // Documents meet requests only inside one of twelve buckets, so that a held-out bucket holds out both.
            var bucket = random.Next(12);
            var pool = documents.Where(r => Split.Hash(r.Group) / 7 % 12 == bucket).ToArray();
            if (pool.Length == 0)
            {
                continue;
            }

            var document = pool[random.Next(pool.Length)];
            var text = document.Text;
            if (random.Next(3) > 0)
            {
                text += " " + pool[random.Next(pool.Length)].Text;
            }

            var planted = i % 2 == 0;
            if (planted)
            {
                text = Plant(text, Request(requests, bucket, grammar, random), random);
            }

            var example = new Example(text, planted ? "gen_doc_planted" : "gen_doc_clean", "gen_doc:b" + bucket, document.Lang, planted ? "indirect" : "benign-context") { MaxTokens = 256 };
            example.Say(Heads.Indirect, planted, Weight);
            if (!planted)
            {
                example.Say(Heads.Injection, false, Weight);
            }

            yield return example;
        }
    }

    private static string Request(Row[] requests, int bucket, Grammar grammar, Random random)
    {
        var mine = requests.Where(r => Split.Hash(r.Group) / 7 % 12 == bucket).ToArray();
        if (mine.Length > 0 && random.Next(2) == 0)
        {
            return mine[random.Next(mine.Length)].Text;
        }

        var orders = random.Next(2) == 0 ? Orders.OffTopic : Orders.Ordinary;
        return grammar.Fill(orders[random.Next(orders.Length)], random);
    }

    /// <summary>Before the text or after one of its sentences; at the very end it could be the user's own question, so that place is rare.</summary>
    private static string Plant(string text, string request, Random random)
    {
        var ends = new List<int> { 0 };
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if ((".!?".Contains(text[i], StringComparison.Ordinal) && text[i + 1] == ' ') || "。！？\n".Contains(text[i], StringComparison.Ordinal))
            {
                ends.Add(i + 1);
            }
        }

        if (ends.Count == 1 || random.Next(4) == 0)
        {
            ends.Add(text.Length);
        }

        var at = ends[random.Next(ends.Count)];
        var gap = random.Next(3) == 0 ? "\n" : " ";
        return (text[..at].TrimEnd() + gap + request.Trim() + gap + text[at..].TrimStart()).Trim();
    }

    private static IEnumerable<Row> RowsOf(string[] files, Options options, int tenths) => files
        .Where(f => !options.Permissive || Sources.All.Single(s => s.File == f).ResearchOnly is null)
        .SelectMany(f => Row.Read(Path.Combine(options.Data, f + ".jsonl.gz")))
        .Where(r => r.Label == 0 && (tenths == 0 || Split.Hash(r.Text) % 3 == 0));
}
