using System.Collections.Frozen;

namespace Classifier.Text.Views.Fold;

/// <summary>Letters of other scripts that look like Latin ones (a choice of Unicode's confusables.txt), and of Latin that look Cyrillic.</summary>
internal static class Confusables
{
    private static readonly FrozenDictionary<char, char> Latin = Pairs(
        // Cyrillic
        "аaсcеeоoрpхxуyіiјjѕsԁdһhԛqԝwѵvвbнhкkмmтtгrпnиuьbёeєeшwҽeүyґrѡwӏl" +
        "АAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSҒFԌGҮYѴVӀIԚQԜWЁE" +
        // Greek
        "αaοoνvιiρpυuκkτtεeγyηnχxωwϲcϳjβbάaέeίiόoύuήn" +
        "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX" +
        // Armenian, Cherokee
        "օoսuոnհhզqցgյjՏSԼL" +
        "ᎪAᏴBᏟCᎬEᏀGᎻHᎥiᎫJᏦKᏞLᎷMᏢPᏚSᎢTᏙVᎳWᏃZ");

    private static readonly FrozenDictionary<char, char> Cyrillic = Pairs("aаcсeеoоpрxхyуiіjјkкAАBВEЕKКMМHНOОPРCСTТYУXХ");

    public static bool ToLatin(char c, out char letter) => Latin.TryGetValue(c, out letter);

    public static bool ToCyrillic(char c, out char letter) => Cyrillic.TryGetValue(c, out letter);

    /// <summary>Latin letters up to Extended-B; what NFKC leaves of them.</summary>
    public static bool IsLatin(char c) => char.IsAsciiLetter(c) || c is >= '\u00C0' and <= '\u024F' && char.IsLetter(c);

    public static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u052F';

    private static FrozenDictionary<char, char> Pairs(string pairs)
    {
        var table = new Dictionary<char, char>();
        for (var i = 0; i < pairs.Length; i += 2) table.Add(pairs[i], pairs[i + 1]);
        return table.ToFrozenDictionary();
    }
}
