using System.Globalization;
using Classifier.Core;
using Classifier.Text.Views;

namespace Classifier.Text.Tests;

/// <summary>How often a view is built where nothing is hidden. docs/views.md quotes the table that the corpus test prints.</summary>
public sealed class ViewRatesTests(ITestOutputHelper output)
{
    private static readonly TextViewKind[] Kinds = [TextViewKind.Revealed, TextViewKind.Folded, TextViewKind.Decoded];

    [Theory]
    [InlineData("plain-ru.txt")]
    [InlineData("plain-el.txt")]
    [InlineData("plain-fa.txt")]
    public void Build_adds_no_view_to_plain_text(string file)
    {
        var lines = File.ReadAllLines(TestFiles.Data(file));
        Assert.True(lines.Length >= 40);

        Assert.All(lines, line => Assert.Single(TextViews.Build(line)));
        Assert.Single(TextViews.Build(string.Join('\n', lines)));
    }

    [Fact]
    public void Build_seldom_adds_a_view_to_benign_text()
    {
        var corpus = TestFiles.Corpus();
        output.WriteLine("| set | texts | revealed % | folded % | decoded % | any % |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var (name, texts, limit) in Sets(Path.Combine(corpus, "text")))
        {
            var counts = new int[Kinds.Length + 1];
            var total = 0;
            foreach (var text in texts)
            {
                total++;
                var views = TextViews.Build(text);
                for (var k = 0; k < Kinds.Length; k++) counts[k] += views.Any(v => v.Kind == Kinds[k]) ? 1 : 0;
                counts[^1] += views.Count > 1 ? 1 : 0;
                if (views.Count > 1 && Environment.GetEnvironmentVariable("CLASSIFIER_SHOW_VIEWS") == name)
                    output.WriteLine(views[1].Kind + " " + views[1].Text.ReplaceLineEndings(" ")[..Math.Min(300, views[1].Text.ReplaceLineEndings(" ").Length)]);
            }
            var percent = counts.Select(c => (100.0 * c / total).ToString("F2", CultureInfo.InvariantCulture));
            output.WriteLine($"| {name} | {total} | {string.Join(" | ", percent)} |");
            Assert.True(counts[^1] <= limit * total, $"{name}: {counts[^1]} of {total}");
        }
    }

    private static IEnumerable<(string Name, IEnumerable<string> Texts, double Limit)> Sets(string folder)
    {
        foreach (var file in (string[])["notinject_one", "notinject_two", "notinject_three", "wildguard_benign", "spikee_fp"])
            yield return (file, CorpusFile.Texts(Path.Combine(folder, "injection", "bench", file + ".jsonl.gz")), 0.05);
        foreach (var file in (string[])["alpaca_eval", "clinc150", "ag_news", "sst2", "t0_prompts", "awesome_prompts", "purplellama_frr"])
            yield return (file, CorpusFile.Texts(Path.Combine(folder, "injection", "train", file + ".jsonl.gz")), 0.1);
        foreach (var file in (string[])["jigsaw", "cold", "korean_hate", "germeval_train"])
            yield return (file, CorpusFile.Rows(Path.Combine(folder, "toxicity", "train", file + ".jsonl.gz")).Where(r => r.Label == 0).Select(r => r.Text), 0.1);
        foreach (var lang in (string[])["hi", "ar", "zh", "pl", "pt"])
            yield return ("hatecheck " + lang, CorpusFile.Rows(Path.Combine(folder, "toxicity", "bench", "multilingual_hatecheck.jsonl.gz"))
                .Where(r => r.Lang == lang && !r.Kind.StartsWith("spell", StringComparison.Ordinal)).Select(r => r.Text), 0.05);
    }
}
