using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Classifier.Cli.Shell;

/// <summary>
/// A verb's way to speak: with <c>--json</c> one document on standard output and nothing else there, otherwise tables for a
/// person. Notes and progress go to standard error either way.
/// </summary>
internal sealed class Terminal(StandardStreams streams, bool json)
{
    // Wide enough that a table in a pipe or a file is not folded.
    private const int RedirectedWidth = 200;

    public bool IsJson { get; } = json;
    public Stream In => streams.In;
    public TextWriter Out => streams.Out;
    public TextWriter Error => streams.Error;

    /// <summary>Standard output for tables; not for use with <c>--json</c>.</summary>
    public IAnsiConsole Tables { get; } = Console(streams.Out);

    /// <summary>Standard error for progress.</summary>
    public IAnsiConsole Progress { get; } = Console(streams.Error);

    /// <summary>Writes the document, or what <paramref name="human"/> makes of it.</summary>
    public void Write<T>(T document, JsonTypeInfo<T> type, Action<T, IAnsiConsole> human)
    {
        if (IsJson) streams.Out.WriteLine(JsonSerializer.Serialize(document, type));
        else human(document, Tables);
        streams.Out.Flush();
    }

    /// <summary>One line for a person.</summary>
    public void Note(string line) => streams.Error.WriteLine(line);

    private static IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = RedirectedWidth;
        return console;
    }
}
