using System.Collections.Frozen;

namespace Classifier.Text.Views.Fold;

/// <summary>Alphabets of letter-like forms that NFKC leaves alone: small capitals, letters in filled circles and squares.</summary>
internal static class LetterForms
{
    private static readonly FrozenDictionary<char, char> SmallCapitals = Pairs(
        "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴌlᴍmɴnᴎnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzɑaɡg").ToFrozenDictionary();

    public static bool TryFold(char c, out char letter) => SmallCapitals.TryGetValue(c, out letter);

    /// <summary>Negative circled (U+1F150 to 1F169) and squared (U+1F170 to 1F189) capitals.</summary>
    public static bool TryFold(char high, char low, out char letter)
    {
        letter = default;
        if (high != '\uD83C') return false;
        var index = low switch
        {
            >= '\uDD50' and <= '\uDD69' => low - '\uDD50',
            >= '\uDD70' and <= '\uDD89' => low - '\uDD70',
            _ => -1,
        };
        letter = (char)('a' + index);
        return index >= 0;
    }

    private static Dictionary<char, char> Pairs(string pairs)
    {
        var table = new Dictionary<char, char>();
        for (var i = 0; i < pairs.Length; i += 2) table.Add(pairs[i], pairs[i + 1]);
        return table;
    }
}
