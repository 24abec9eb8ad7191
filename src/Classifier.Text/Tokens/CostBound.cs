using Classifier.Text.Views;

namespace Classifier.Text.Tokens;

/// <summary>What a text can cost at most, from its length alone. Usual text costs a tenth of it or less.</summary>
internal static class CostBound
{
    /// <summary>
    /// Pieces a UTF-8 byte, at most. Plain characters reach 1 (ASCII; others have more bytes a piece). What NFKC expands reaches 2: U+3316
    /// has 3 bytes and becomes six kana, six pieces; all code points were tried, see the test of the same name. Other views are never
    /// longer than the text: folding and revealing map to fewer bytes, decoding takes at least a quarter away.
    /// </summary>
    internal const int PiecesPerByte = 2;

    /// <summary>UTF-16 units that NFKC makes of one UTF-8 byte, at most (U+FDFA: 3 bytes, 18 letters and spaces).</summary>
    private const int UnitsPerByte = 6;

    public static long Of(long utf8Bytes, TextEncoderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(utf8Bytes);
        var window = options.WindowTokens;
        var stride = window - options.OverlapTokens;
        var pieces = checked(PiecesPerByte * utf8Bytes + 1);
        var first = Windowed(pieces, window, stride);
        if (utf8Bytes * UnitsPerByte <= ViewRegions.WholeBelow) return first * (1 + options.MaxViews);

        // Regions: each change with its context, a mark more for each; those of several windows are fewer than pieces / window.
        var regions = 1 + utf8Bytes * UnitsPerByte / (2 * ViewRegions.Context);
        pieces += regions;
        var further = Windowed(pieces, window, stride) + (window + 2) * (pieces / (window + 1)) + 2 * regions;
        return first + options.MaxViews * further;
    }

    /// <summary>What real text costs at the dense end: 0.25 pieces a byte in English prose, up to 0.4 in code, tables and Chinese; no extra views.</summary>
    public static long Estimate(long utf8Bytes, TextEncoderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(utf8Bytes);
        return Windowed(utf8Bytes * 2 / 5 + 1, options.WindowTokens, options.WindowTokens - options.OverlapTokens);
    }

    /// <summary>Tokens of the windows over so many pieces in one stream.</summary>
    private static long Windowed(long pieces, int window, int stride) =>
        pieces <= window ? pieces + 2 : (window + 2) * (1 + (pieces - window + stride - 1) / stride);
}
