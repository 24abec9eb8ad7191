using Classifier.Core;
using Classifier.Text.Alignment;
using Classifier.Text.Tokens;
using Classifier.Text.Views;

namespace Classifier.Text;

/// <summary>The encoder of the multilingual text model: views, SentencePiece Unigram pieces, overlapping windows. Thread-safe.</summary>
public sealed class TextEncoder : ITextEncoder
{
    private readonly TextEncoderOptions _options;
    private readonly UnigramModel _model;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: an option is out of range.</exception>
    public TextEncoder(TextTokenizer tokenizer, TextEncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validated();
        _model = tokenizer.Model;
        Tokenizer = tokenizer;
    }

    public TextTokenizer Tokenizer { get; }

    /// <param name="sentencePieceModelPath">A SentencePiece Unigram model.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: a file or option is wrong, or the runtime lacks ICU.</exception>
    public static TextEncoder Load(string sentencePieceModelPath, TextEncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validated();
        return new TextEncoder(TextTokenizer.Load(sentencePieceModelPath), options);
    }

    /// <summary>An upper bound of the tokens that any text of so many UTF-8 bytes can cost, all views and windows counted; loose.</summary>
    public long CostBound(long utf8Bytes) => Tokens.CostBound.Of(utf8Bytes, _options);

    /// <inheritdoc/>
    public long CostEstimate(long utf8Bytes) => Tokens.CostBound.Estimate(utf8Bytes, _options);

    /// <inheritdoc/>
    public EncodedText Encode(string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var views = TextViews.Build(text, _options.MaxViews);
        var cursor = new CodePointCursor(views[0].Original);
        var view = views[0];
        var windows = new List<TokenWindow>(1);
        using var sink = new WindowSink(_options.WindowTokens, _options.OverlapTokens, (ids, start, end) =>
        {
            var (first, length) = view.Locate(start, end, ref cursor);
            windows.Add(new TokenWindow(ids, view.Kind, first, length));
        });
        var target = sink;
        PieceScanner.Scan(_model, view.Text, 0, ref target, cancellation);
        sink.Complete(evenIfEmpty: true);
        for (var i = 1; i < views.Count; i++)
        {
            view = views[i];
            foreach (var region in ViewRegions.Of(view.Text, view.Changed))
            {
                PieceScanner.Scan(_model, view.Text.AsSpan(region.Start, region.End - region.Start), region.Start, ref target, cancellation);
                sink.Complete(evenIfEmpty: false);
            }
        }
        return new EncodedText(windows, cursor.At(views[0].Original.Length));
    }
}
