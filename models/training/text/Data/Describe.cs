using System.Globalization;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Data;

/// <summary>What one epoch holds: rows, tokens and targets a source; with --sample N a few generated texts of the injection kind.</summary>
internal static class Describe
{
    public static void Run(Options options, Tokeniser tokeniser)
    {
        var corpus = new Corpus(options);
        var epoch = corpus.Epoch(options.Seed);
        foreach (var source in epoch.GroupBy(e => e.Source).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var tokens = source.Sum(e => Math.Min(tokeniser.Pieces(e.Text).Length + 2, e.MaxTokens));
            var heads = Enumerable.Range(0, Heads.Count).Select(h => $"{Heads.Names[h]} {source.Count(e => e.Weights[h] > 0 && e.Targets[h] > 0.5)}+/{source.Count(e => e.Weights[h] > 0 && e.Targets[h] < 0.5)}-");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source.Key,-26} rows {source.Count(),6} tokens {tokens,8}  {string.Join("  ", heads)}  validation {corpus.Validation.Count(v => v.Source == source.Key)}"));
        }

        foreach (var source in epoch.Where(e => e.Source.StartsWith("gen_", StringComparison.Ordinal) && !e.Source.Contains("hate", StringComparison.Ordinal)).GroupBy(e => e.Source))
        {
            foreach (var example in source.Take(options.Number("sample", 0)))
            {
                Console.WriteLine($"--- {source.Key}: {example.Text[..Math.Min(240, example.Text.Length)].ReplaceLineEndings(" / ")}");
            }
        }
    }
}
