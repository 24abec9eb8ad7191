using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Classifier.Cli.Scan.Prints;

/// <summary>
/// MinHash of a text's shingles (Broder, 1997): runs of three words after NFKC and lower-casing, punctuation and spacing aside.
/// Two signatures agree in a slot with a probability that is the share of shingles that the texts have in common.
/// </summary>
internal static class TextPrinter
{
    /// <summary>Slots of a signature: the estimate of a share p is within √(p(1 − p) / 128), at most 0.044.</summary>
    public const int Slots = 128;

    private const int Shingle = 3;

    // Shorter texts share most of their shingles by chance, or nothing after one edit.
    private const int LeastWords = 12;

    private static readonly (ulong Factor, ulong Offset)[] Permutations = [.. Enumerable.Range(0, Slots).Select(i => (Mixed(2 * i) | 1, Mixed(2 * i + 1)))];

    public static TextPrint Of(string text)
    {
        var words = Words(text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC));
        if (words.Count < LeastWords) return new TextPrint(words.Count, []);
        var shingles = new HashSet<ulong>();
        for (var i = 0; i + Shingle <= words.Count; i++) shingles.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(words).Slice(i, Shingle))));
        var signature = new uint[Slots];
        Array.Fill(signature, uint.MaxValue);
        foreach (var shingle in shingles)
        {
            // Multiply-shift (Dietzfelbinger and others, 1997); the high half of the product is the well-mixed one.
            for (var slot = 0; slot < Slots; slot++)
            {
                var (factor, offset) = Permutations[slot];
                signature[slot] = Math.Min(signature[slot], (uint)(factor * shingle + offset >> 32));
            }
        }

        return new TextPrint(words.Count, signature);
    }

    // Words by their hashes. Scripts that are written without spaces give a word a character.
    private static List<ulong> Words(string text)
    {
        var words = new List<ulong>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var unspaced = category == UnicodeCategory.OtherLetter && IsUnspaced(rune.Value);
            if (!unspaced && IsWord(category))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
                continue;
            }

            End();
            if (!unspaced) continue;
            word.Append(rune.ToString());
            End();
        }

        End();
        return words;

        void End()
        {
            if (word.Length == 0) return;
            words.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(word.ToString().AsSpan())));
            word.Clear();
        }
    }

    private static bool IsWord(UnicodeCategory category) => category is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    // Thai and Lao, Tibetan, Burmese, Khmer; then kana and Han, without Hangul, which has spaces.
    private static bool IsUnspaced(int rune) =>
        rune is (>= 0x0E00 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xF900 and <= 0xFAFF) or >= 0x20000;

    private static ulong Mixed(int seed)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, seed);
        return XxHash3.HashToUInt64(bytes);
    }
}
