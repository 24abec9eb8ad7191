namespace Classifier.Text.Tokens;

/// <summary>Words with their marks, ready for the model, and where each character came from.</summary>
internal ref struct PieceChunk(Span<char> chars, Span<int> sources)
{
    private readonly Span<char> _chars = chars;

    /// <summary>Position of each character in the text; for a mark that was put there, the complement of the position it stands before.</summary>
    private readonly Span<int> _sources = sources;

    private bool _afterSpace;
    private bool _started;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Text => _chars[..Length];

    /// <summary>Appends from the text up to the first word boundary behind <see cref="PieceScanner.Target"/>, or until full.</summary>
    /// <param name="midWord">The chunk is full and its last word may go on.</param>
    /// <returns>Where the next call goes on.</returns>
    public int Fill(ReadOnlySpan<char> text, int position, out bool midWord)
    {
        midWord = false;
        while (position < text.Length)
        {
            var c = text[position];
            if (char.IsWhiteSpace(c))
            {
                _afterSpace = true;
                position++;
                continue;
            }
            var boundary = _afterSpace || !_started || c == UnigramModel.WordMark;
            if (boundary && Length >= PieceScanner.Target) break;
            // Room for a mark and a surrogate pair.
            if (Length + 3 > _chars.Length)
            {
                midWord = true;
                break;
            }
            if (_afterSpace && _started || !_started && c != UnigramModel.WordMark) Append(UnigramModel.WordMark, ~position);
            _started = true;
            _afterSpace = false;
            Append(c, position++);
            if (char.IsHighSurrogate(c) && position < text.Length) Append(text[position], position++);
        }
        return position;
    }

    public readonly int CodePointLength(int at) => char.IsHighSurrogate(_chars[at]) && at + 1 < Length ? 2 : 1;

    /// <summary>The span of the text that characters of the chunk cover.</summary>
    public readonly (int Start, int End) Source(int at, int length)
    {
        var first = _sources[at];
        var last = _sources[at + length - 1];
        return (first < 0 ? ~first : first, last < 0 ? ~last : last + 1);
    }

    public void Drop(int count)
    {
        _chars[count..Length].CopyTo(_chars);
        _sources[count..Length].CopyTo(_sources);
        Length -= count;
    }

    private void Append(char c, int source)
    {
        _chars[Length] = c;
        _sources[Length] = source;
        Length++;
    }
}
