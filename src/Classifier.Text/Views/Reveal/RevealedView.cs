using System.Globalization;
using Classifier.Core;
using Classifier.Text.Alignment;
using Classifier.Text.Normalisation;
using Classifier.Text.Views.Decode;

namespace Classifier.Text.Views.Reveal;

/// <summary>Takes out invisible characters that have no rightful use, and spells out what tags and variation selectors hide.</summary>
internal static class RevealedView
{
    /// <summary>Null where every invisible character is in its place.</summary>
    public static TextView? Build(TextView source)
    {
        var edits = Find(source.Text);
        if (edits.Count == 0) return null;
        var layers = new LayeredText(source.Text, source.Maps);
        layers.Apply(edits);
        // Letters and marks that were kept apart may now compose.
        var normal = Nfkc.Normalise(layers.Text);
        if (normal.Map is not null) layers.Add(normal.Text, normal.Map, []);
        return new TextView(TextViewKind.Revealed, layers.Text, source.Original, layers.Maps, layers.Changed);
    }

    private static List<TextEdit> Find(string text)
    {
        var edits = new List<TextEdit>();
        var at = text.AsSpan().IndexOfAny(InvisibleCharacters.Any);
        if (at < 0) return edits;
        var rightToLeft = text.AsSpan().IndexOfAnyInRange('\u0590', '\u08FF') >= 0;
        while (at < text.Length)
        {
            var end = ReadTags(text, at, edits);
            if (end == at) end = ReadSelectors(text, at, edits);
            if (end == at)
            {
                end = at + 1;
                if (text[at] == InvisibleCharacters.PlaneFourteen) end++;
                if (!RightfulUse.Holds(text, at, rightToLeft) && IsInvisible(text, at)) edits.Add(new TextEdit(at, end, ""));
            }
            var next = text.AsSpan(end).IndexOfAny(InvisibleCharacters.Any);
            if (next < 0) break;
            at = end + next;
        }
        return edits;
    }

    // Plane 14 beyond tags and selectors is unassigned, default-ignorable all the same.
    private static bool IsInvisible(string text, int at) =>
        text[at] != InvisibleCharacters.PlaneFourteen || at + 1 < text.Length
        && CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNotAssigned;

    /// <summary>A run of tag characters becomes the ASCII that it spells, except in the flag of a region.</summary>
    private static int ReadTags(string text, int at, List<TextEdit> edits)
    {
        var end = at;
        while (end < text.Length && InvisibleCharacters.TagCode(text, end) >= 0) end += 2;
        if (end == at || IsRegionFlag(text, at, end)) return end;
        for (var i = at; i < end; i += 2)
        {
            var code = InvisibleCharacters.TagCode(text, i);
            edits.Add(new TextEdit(i, i + 2, code is >= 0x20 and < 0x7F ? ((char)code).ToString() : ""));
        }
        return end;
    }

    // UTS #51: U+1F3F4, three to six tags of letters and digits, the cancel tag.
    private static bool IsRegionFlag(string text, int at, int end) =>
        at >= 2 && text[at - 2] == '\uD83C' && text[at - 1] == '\uDFF4' && (end - at) / 2 is >= 4 and <= 7
        && InvisibleCharacters.TagCode(text, end - 2) == 0x7F;

    /// <summary>Two or more variation selectors in a row hold bytes, or nothing.</summary>
    private static int ReadSelectors(string text, int at, List<TextEdit> edits)
    {
        var bytes = new List<byte>();
        var end = at;
        while (end < text.Length && InvisibleCharacters.SelectorByte(text, end) is >= 0 and var value)
        {
            bytes.Add((byte)value);
            end += text[end] == InvisibleCharacters.PlaneFourteen ? 2 : 1;
        }
        if (bytes.Count < 2) return at;
        edits.Add(new TextEdit(at, end, PlausibleText.FromUtf8([.. bytes]) is { } hidden ? " " + hidden : ""));
        return end;
    }
}
