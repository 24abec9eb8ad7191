using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Decode;

/// <summary>English under ROT13, recognised by words of the <see cref="Lexicon"/> that appear when letters are turned.</summary>
/// <remarks>
/// A word counts +2 if it is such a word turned (and not one as it stands), -1 if unknown; one of the lexicon as it stands ends the run. A run must
/// have reached <see cref="LeastScore"/> with <see cref="LeastHits"/> hits. It takes in unknown words of the same sentence beside it.
/// </remarks>
internal sealed class Rot13Decoder : ISpanDecoder
{
    private const int LeastScore = 5;
    private const int LeastHits = 3;

    /// <summary>Units of unknown words before the first hit that are read along.</summary>
    private const int TakenAlong = 48;

    public void Find(string text, TextSpan part, List<TextEdit> edits)
    {
        var run = new Run();
        var unknownFrom = -1;
        for (var at = part.Start; at < part.End;)
        {
            if (!char.IsAsciiLetter(text[at]))
            {
                if (text[at] is '.' or '!' or '?' or ':' or '"' or '\n')
                {
                    unknownFrom = -1;
                    run.EndSentence();
                }
                at++;
                continue;
            }
            var end = WordEnd(text, at, part.End);
            switch (Judge(text.AsSpan(at, end - at), run.Hits > 0))
            {
                case WordKind.Turned:
                    run.Hit(run.Hits == 0 && unknownFrom >= 0 ? TakeAlong(text, Math.Max(unknownFrom, at - TakenAlong), at) : at, end);
                    break;
                case WordKind.Plain:
                    Close(text, ref run, edits);
                    unknownFrom = -1;
                    at = end;
                    continue;
                default:
                    if (run.Miss(end)) Close(text, ref run, edits);
                    break;
            }
            unknownFrom = run.Hits > 0 ? -1 : unknownFrom < 0 ? at : unknownFrom;
            at = end;
        }
        Close(text, ref run, edits);
    }

    private static int WordEnd(string text, int at, int limit)
    {
        while (at < limit && char.IsAsciiLetter(text[at])) at++;
        return at;
    }

    /// <summary>Where the unknown words before a first hit begin.</summary>
    private static int TakeAlong(string text, int from, int hit)
    {
        var start = hit;
        for (var at = hit; at > from;)
        {
            while (at > from && !char.IsAsciiLetter(text[at - 1])) at--;
            var end = at;
            while (at > from && char.IsAsciiLetter(text[at - 1])) at--;
            if (at == end || at == from && at > 0 && char.IsAsciiLetter(text[at - 1])) break;
            if (Judge(text.AsSpan(at, end - at), plainMatters: true) == WordKind.Plain) break;
            start = at;
        }
        return start;
    }

    private static void Close(string text, ref Run run, List<TextEdit> edits)
    {
        if (run.Hits >= LeastHits && run.Best >= LeastScore)
            edits.Add(new TextEdit(run.Start, run.End, string.Create(run.End - run.Start, (text, run.Start), static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++) span[i] = Turn(from.text[from.Start + i]);
            })));
        run = default;
    }

    /// <param name="plainMatters">Outside a run it does not, which saves most of the work on plain text.</param>
    private static WordKind Judge(ReadOnlySpan<char> word, bool plainMatters)
    {
        if (word.Length is < 3 or > Lexicon.Longest) return WordKind.Unknown;
        if (!plainMatters && !Lexicon.MayBegin(Turn((char)(word[0] | 0x20)), Turn((char)(word[1] | 0x20)))) return WordKind.Unknown;
        Span<char> lower = stackalloc char[Lexicon.Longest];
        Span<char> turned = stackalloc char[Lexicon.Longest];
        for (var i = 0; i < word.Length; i++)
        {
            lower[i] = (char)(word[i] | 0x20);
            turned[i] = Turn(lower[i]);
        }
        var isTurned = Lexicon.Contains(turned[..word.Length]);
        if ((isTurned || plainMatters) && Lexicon.Contains(lower[..word.Length])) return WordKind.Plain;
        return isTurned ? WordKind.Turned : WordKind.Unknown;
    }

    private static char Turn(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + (c - 'a' + 13) % 26),
        >= 'A' and <= 'Z' => (char)('A' + (c - 'A' + 13) % 26),
        _ => c,
    };

    private enum WordKind
    {
        Unknown,
        Plain,
        Turned,
    }

    /// <summary>The run of words under way.</summary>
    private struct Run
    {
        public int Start;
        public int End;
        public int Hits;
        public int Best;
        private int _score;
        private bool _sentenceOver;

        /// <summary>Unknown words from here on are taken in only if a hit follows.</summary>
        public void EndSentence() => _sentenceOver = true;

        public void Hit(int start, int end)
        {
            if (Hits == 0) Start = start;
            Hits++;
            _score += 2;
            Best = Math.Max(Best, _score);
            End = end;
            _sentenceOver = false;
        }

        /// <summary>True where the run is over.</summary>
        public bool Miss(int end)
        {
            if (Hits == 0) return false;
            _score--;
            if (_score > 0 && _score >= Best - 4)
            {
                if (!_sentenceOver) End = end;
                return false;
            }
            return true;
        }
    }
}
