namespace Classifier.Text;

/// <summary>Turns a text into windows of token ids, ready for a sequence model. Thread-safe.</summary>
public interface ITextEncoder
{
    /// <summary>What a text of so many UTF-8 bytes is likely to cost: the dense end of real text (Chinese, code), no extra views.</summary>
    long CostEstimate(long utf8Bytes);

    /// <summary>Views, tokens and windows of a text. Nothing is truncated. Lone surrogates are read as U+FFFD.</summary>
    /// <param name="text">Any text, also empty.</param>
    /// <param name="cancellation">Checked between windows, so that a caller who hangs up frees the thread.</param>
    EncodedText Encode(string text, CancellationToken cancellation = default);
}
