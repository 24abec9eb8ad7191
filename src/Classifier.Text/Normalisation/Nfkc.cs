using System.Buffers;
using System.Text;
using Classifier.Core;
using Classifier.Text.Alignment;

namespace Classifier.Text.Normalisation;

/// <summary>NFKC with an alignment, block by block, in linear time.</summary>
/// <remarks>
/// The runtime's normaliser (ICU) does the work; its version matters only for characters newer than it knows, which the stability
/// policy of Unicode lets change and which no model here was trained on. Blocks end where <see cref="NormalisationBoundary"/> allows,
/// at the latest after <see cref="MaxBlock"/> units: reordering a longer run of combining marks takes quadratic time, so in such a
/// run (none occurs in writing; the stream-safe format of UAX #15 allows 30) marks don't move across the cut.
/// </remarks>
internal static class Nfkc
{
    internal const int MinBlock = 128;
    internal const int MaxBlock = 512;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the runtime runs without ICU.</exception>
    public static void EnsureAvailable()
    {
        // In invariant mode every string counts as normalised, without a word.
        if ("\uFB01".Normalize(NormalizationForm.FormKC) != "fi")
            throw new ClassifierException(ErrorKind.Configuration,
                "Unicode normalisation is not available: install ICU and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");
    }

    /// <param name="text">Without lone surrogates.</param>
    public static MappedText Normalise(string text)
    {
        if (Ascii.IsValid(text)) return new(text, null);
        MappedTextBuilder? output = null;
        var copied = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = BlockEnd(text, start, MinBlock);
            if (!text.AsSpan(start, end - start).IsNormalized(NormalizationForm.FormKC))
            {
                output ??= new MappedTextBuilder(text.Length);
                output.Copy(text.AsSpan(copied, start - copied), copied);
                NormaliseBlock(text, start, end, output);
                copied = end;
            }
            start = end;
        }
        if (output is null) return new(text, null);
        output.Copy(text.AsSpan(copied), copied);
        return output.Build();
    }

    private static void NormaliseBlock(string text, int start, int end, MappedTextBuilder output)
    {
        while (start < end)
        {
            var next = Math.Min(end, BlockEnd(text, start, 1));
            var segment = text.AsSpan(start, next - start);
            if (segment.Length == 1 && IsStable(segment[0])) output.Copy(segment, start);
            else NormaliseSegment(segment, start, output);
            start = next;
        }
    }

    /// <summary>Common letters that are their own NFKC form when they stand alone; spares a call into ICU for each.</summary>
    internal static bool IsStable(char c) =>
        c is < '\u0080' or >= '\u00C0' and <= '\u00FF' or >= '\u0400' and <= '\u0481' or >= '\u0621' and <= '\u064A'
            or >= '\u3041' and <= '\u3096' or >= '\u30A1' and <= '\u30FA' or >= '\u4E00' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3';

    private static void NormaliseSegment(ReadOnlySpan<char> segment, int source, MappedTextBuilder output)
    {
        // No code point grows beyond 18 units (U+FDFA).
        var rented = ArrayPool<char>.Shared.Rent(segment.Length * 18);
        if (!segment.TryNormalize(rented, out var written, NormalizationForm.FormKC))
            throw new InvalidOperationException("NFKC grew a code point beyond its known maximum.");
        var normal = rented.AsSpan(0, written);
        // One unit for one aligns like a copy; full-width punctuation in Chinese would otherwise make two runs each.
        if (normal.SequenceEqual(segment) || normal.Length == 1 && segment.Length == 1) output.Copy(normal, source);
        else output.Replace(normal, source, segment.Length);
        ArrayPool<char>.Shared.Return(rented);
    }

    private static int BlockEnd(string text, int start, int least)
    {
        var end = start + least;
        var limit = Math.Min(text.Length, start + MaxBlock);
        while (end < limit && !NormalisationBoundary.IsBefore(text, end)) end++;
        if (end >= text.Length) return text.Length;
        return char.IsLowSurrogate(text[end]) ? end + 1 : end;
    }
}
