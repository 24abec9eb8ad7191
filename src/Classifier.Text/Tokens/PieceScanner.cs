using System.Buffers;

namespace Classifier.Text.Tokens;

/// <summary>
/// Feeds a text to the model in bounded chunks: white space collapsed, a word mark before each word, runs of unknown characters
/// fused within a word. Linear time and constant memory for any text.
/// </summary>
/// <remarks>
/// Chunks end between words, where cutting changes nothing: a mark only ever begins a piece. A word longer than a chunk is cut
/// at a piece boundary that at least <see cref="Lookahead"/> further characters agree with. With pieces of at most 16 characters
/// the best path has settled there, so ids equal those of the uncut word except in made-up runs of equally good splits.
/// </remarks>
internal static class PieceScanner
{
    /// <summary>A chunk ends at the first word boundary from here on. Also keeps the library's float sums small, hence exact.</summary>
    internal const int Target = 256;

    internal const int Capacity = 512;
    internal const int Lookahead = 128;

    /// <param name="text">NFKC text without lone surrogates.</param>
    /// <param name="offset">Added to every position reported.</param>
    public static void Scan<TSink>(UnigramModel model, ReadOnlySpan<char> text, int offset, ref TSink sink, CancellationToken cancellation)
        where TSink : IPieceSink
    {
        var chars = ArrayPool<char>.Shared.Rent(Capacity);
        var sources = ArrayPool<int>.Shared.Rent(Capacity);
        try
        {
            var chunk = new PieceChunk(chars.AsSpan(0, Capacity), sources.AsSpan(0, Capacity));
            var position = 0;
            var fusing = new UnknownFuser<TSink>(ref sink, offset);
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                position = chunk.Fill(text, position, out var midWord);
                if (chunk.Length == 0) break;
                var committed = 0;
                foreach (var id in model.Segment(chunk.Text))
                {
                    var length = id == SpecialTokens.Unknown ? chunk.CodePointLength(committed) : model.Length(id);
                    // At least one piece each time, so that the loop moves on.
                    if (midWord && committed > 0 && committed + length > Capacity - Lookahead) break;
                    var (start, end) = chunk.Source(committed, length);
                    fusing.Add(id, start, end, startsWord: chunk.Text[committed] == UnigramModel.WordMark);
                    committed += length;
                }
                chunk.Drop(committed);
            }
            fusing.Flush();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
            ArrayPool<int>.Shared.Return(sources);
        }
    }
}
