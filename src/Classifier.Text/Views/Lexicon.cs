using System.Collections.Frozen;

namespace Classifier.Text.Views;

/// <summary>
/// Common English words and those that attacks need. What a disguise hides is taken for found where it spells some of these; the model judges the
/// text, never this list.
/// </summary>
internal static class Lexicon
{
    private const string List =
        """
        the and that have for not with you this but his from they say her she will one all would there their what out about who get which when
        make can like time just him know take people into year your good some could them see other than then now look only come its over think
        also back after use two how our work first well way even new want because any these give day most was were been are has had did does
        very much more many here where why should must may might before after again under while without within between through against
        ignore ignored ignoring disregard forget override bypass previous prior above earlier following instruction instructions directive directives
        rule rules guideline guidelines policy policies restriction restrictions limit limits filter filters safety safe unsafe guard guardrails
        system prompt prompts assistant user developer mode admin administrator root sudo password passwords secret secrets key keys token tokens
        credential credentials confidential hidden internal private data database file files email emails send sends forward delete drop reveal
        show print repeat output display tell explain write create generate respond answer reply follow obey comply execute run code script shell
        command commands access grant enable disable unlock activate jailbreak jailbroken unrestricted unfiltered pretend roleplay act persona
        character simulate imagine story model language chat bot human person world name message messages text word words sentence question
        please help need let hello dear never always every everything anything nothing something everyone anyone nobody longer free open close
        original initial next last start stop begin end now today tomorrow yesterday document page website link click download upload install
        bomb weapon weapons drug drugs poison attack kill killed killing murder die dead death suicide hurt harm shoot steal hack hacker hacking
        exploit malware virus hate hated stupid idiot idiots moron dumb loser ugly fat pig dog bitch bitches bastard whore slut shit shitty crap
        fuck fucked fucking fucker asshole dick cock cunt pussy faggot retard retarded nigger nazi racist terrorist scum trash garbage disgusting
        women woman men girl girls boy boys black white muslim muslims jew jews gay gays lesbian immigrant immigrants refugee refugees foreigner
        money bank account number card credit address phone call buy sell order price pay payment transfer customer service order company team
        hey yes okay thanks thank sorry love life live home house school family friend friends child children mother father brother sister
        """;

    /// <summary>Lower case, ASCII, three letters or more.</summary>
    public static readonly FrozenSet<string> Words = List.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly bool[] Beginnings = FirstTwo();

    public const int Longest = 16;

    public static bool Contains(ReadOnlySpan<char> lowerCase) => lowerCase.Length is >= 3 and <= Longest && Lookup.Contains(lowerCase);

    /// <summary>False where no word begins with these two small letters.</summary>
    public static bool MayBegin(char first, char second) =>
        first is >= 'a' and <= 'z' && second is >= 'a' and <= 'z' && Beginnings[(first - 'a') * 26 + second - 'a'];

    private static bool[] FirstTwo()
    {
        var table = new bool[26 * 26];
        foreach (var word in Words) table[(word[0] - 'a') * 26 + word[1] - 'a'] = true;
        return table;
    }
}
