namespace Classifier.Cli.Completion;

/// <summary>
/// Scripts for the installed name <c>classifier</c>. The first word is completed from the verbs written into the script, so
/// that it costs nothing; everything after it is asked of the program with System.CommandLine's <c>[suggest:POSITION]</c>.
/// </summary>
internal static class CompletionScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    public static string For(string shell, IEnumerable<(string Name, string Description)> verbs) => shell switch
    {
        "bash" => Bash.Replace("@verbs@", string.Join(' ', verbs.Select(v => v.Name)), StringComparison.Ordinal),
        "zsh" => Zsh.Replace("@verbs@", string.Join("\n        ", verbs.Select(v => $"'{v.Name}:{Quoted(v.Description)}'")), StringComparison.Ordinal),
        "fish" => Fish.Replace(
            "@verbs@",
            string.Join('\n', verbs.Select(v => $"complete -c classifier -n __fish_use_subcommand -a {v.Name} -d '{Quoted(v.Description)}'")),
            StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(shell)),
    };

    private static string Quoted(string text) => text.Replace("'", "’", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);

    private const string Bash = """
        # bash completion for classifier
        _classifier() {
            local word="${COMP_WORDS[COMP_CWORD]}" words
            if [ "$COMP_CWORD" -eq 1 ] && [[ "$word" != -* ]]; then
                words="@verbs@"
            else
                words="$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
            fi
            COMPREPLY=($(compgen -W "$words" -- "$word"))
        }
        complete -o default -F _classifier classifier

        """;

    private const string Zsh = """
        #compdef classifier
        # zsh completion for classifier
        _classifier() {
            local -a verbs words_
            verbs=(
                @verbs@
            )
            if (( CURRENT == 2 )) && [[ "$PREFIX" != -* ]]; then
                _describe 'verb' verbs
                return
            fi
            words_=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "$BUFFER" 2>/dev/null)}")
            compadd -a words_ || _files
        }
        if [ "$funcstack[1]" = "_classifier" ]; then
            _classifier "$@"
        else
            compdef _classifier classifier
        fi

        """;

    private const string Fish = """
        # fish completion for classifier
        @verbs@
        function __classifier_suggest
            set -l line (commandline -cp)
            classifier "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c classifier -n 'not __fish_use_subcommand' -a '(__classifier_suggest)'

        """;
}
