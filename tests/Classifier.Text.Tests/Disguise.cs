using System.Text;

namespace Classifier.Text.Tests;

/// <summary>Hides a phrase of ASCII words, one way a member.</summary>
internal static class Disguise
{
    public static string ZeroWidth(string phrase, char between) => string.Join(between, phrase.ToCharArray());

    public static string Tags(string phrase) => string.Concat(phrase.Select(c => char.ConvertFromUtf32(0xE0000 + c)));

    public static string Selectors(string phrase) =>
        string.Concat(Encoding.UTF8.GetBytes(phrase).Select(b => b < 16 ? ((char)(0xFE00 + b)).ToString() : char.ConvertFromUtf32(0xE0100 + b - 16)));

    public static string Cyrillic(string phrase) => Swap(phrase, "aeopcxyisAEOPCXTHKMB", "аеорсхуіѕАЕОРСХТНКМВ");

    public static string Greek(string phrase) => Swap(phrase, "aoviAEOPTX", "αονιΑΕΟΡΤΧ");

    public static string SmallCapitals(string phrase) => Swap(phrase, "abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ");

    public static string Filled(string phrase, int first) =>
        string.Concat(phrase.Select(c => c is >= 'a' and <= 'z' ? char.ConvertFromUtf32(first + c - 'a') : c.ToString()));

    public static string Spaced(string phrase) => string.Join("   ", phrase.Split(' ').Select(w => string.Join(' ', w.ToCharArray())));

    public static string Set(string phrase, char sign) => string.Join(' ', phrase.Split(' ').Select(w => string.Join(sign, w.ToCharArray())));

    public static string Leet(string phrase) => Swap(phrase, "oieast", "013457");

    public static string Zalgo(string phrase) => string.Concat(phrase.Select(c => char.IsAsciiLetter(c) ? c + "\u0315\u0330\u0334" : c.ToString()));

    public static string Struck(string phrase) => string.Concat(phrase.Select(c => char.IsAsciiLetter(c) ? c + "\u0336" : c.ToString()));

    public static string Base64(string phrase) => Convert.ToBase64String(Encoding.UTF8.GetBytes(phrase));

    public static string Base64Url(string phrase) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(phrase));

    public static string Mime(string phrase) => Convert.ToBase64String(Encoding.UTF8.GetBytes(phrase), Base64FormattingOptions.InsertLineBreaks);

    public static string Hex(string phrase, string lead, string between) =>
        string.Join(between, Encoding.UTF8.GetBytes(phrase).Select(b => lead + b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    public static string Rot13(string phrase) => Swap(phrase, "abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm");

    private static string Swap(string phrase, string from, string to) =>
        string.Concat(phrase.Select(c => from.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? to[i] : c));
}
