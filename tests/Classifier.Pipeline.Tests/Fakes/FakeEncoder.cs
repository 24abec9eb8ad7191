using System.Globalization;
using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Text;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>One token a word, four words a window, no overlap. <c>!7</c> is the token of logit 7 for output 0, <c>?7</c> for output 1.</summary>
internal sealed class FakeEncoder : ITextEncoder, ITextEncoderSource
{
    public const int WordsPerWindow = 4;
    private int _encoded;

    public int Encoded => _encoded;

    public ITextEncoder For(ModelManifest manifest) => this;

    public long CostEstimate(long utf8Bytes) => utf8Bytes;

    public EncodedText Encode(string text, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _encoded);
        var windows = new List<TokenWindow>();
        var ids = new List<int>();
        int start = 0, at = 0;
        foreach (var word in text.Split(' '))
        {
            if (ids.Count == 0) start = at;
            ids.Add(Token(word));
            at += word.EnumerateRunes().Count() + 1;
            if (ids.Count == WordsPerWindow) Flush();
        }
        if (ids.Count > 0) Flush();
        return new EncodedText(windows, text.EnumerateRunes().Count());

        void Flush()
        {
            windows.Add(new TokenWindow(ids.ToArray(), TextViewKind.Normalised, start, at - 1 - start));
            ids.Clear();
        }
    }

    private static int Token(string word) => word.Length > 1 && word[0] is '!' or '?'
        && int.TryParse(word.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var logit)
        ? (word[0] == '!' ? 1000 : 2000) + logit + 100
        : Math.Abs(string.GetHashCode(word, StringComparison.Ordinal)) % 900;
}
