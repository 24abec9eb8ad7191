namespace Classifier.Text.Tokens;

/// <summary>Takes the pieces of a text in reading order.</summary>
internal interface IPieceSink
{
    /// <param name="id">Piece id, never a start, pad or end token.</param>
    /// <param name="start">First UTF-16 unit covered, in the text that was scanned.</param>
    /// <param name="end">One past the last unit covered; equals <paramref name="start"/> for a bare word mark.</param>
    void Add(int id, int start, int end);
}
