using BenchmarkDotNet.Attributes;
using Classifier.Text;

namespace Classifier.Benchmarks.Text;

/// <summary>Text to ids: one plain sentence, one long English text, and the mixed corpus of the tests.</summary>
[MemoryDiagnoser]
public class TokenizerBenchmarks
{
    private readonly TextTokenizer _tokenizer = TextTokenizer.Load(Checkout.Tokenizer);
    private readonly string _sentence = "Please summarise the attached report in three bullet points for my manager.";
    private string _long = "";
    private IReadOnlyList<string> _mixed = [];

    [GlobalSetup]
    public void SetUp()
    {
        _mixed = Checkout.Texts();
        _long = string.Concat(Enumerable.Repeat(_sentence + " ", 200));
    }

    [Benchmark]
    public int[] Sentence() => _tokenizer.Encode(_sentence);

    [Benchmark]
    public int[] FifteenKilobytes() => _tokenizer.Encode(_long);

    [Benchmark]
    public int MixedCorpus()
    {
        var tokens = 0;
        foreach (var text in _mixed) tokens += _tokenizer.Encode(text).Length;
        return tokens;
    }
}
