using System.CommandLine;
using Classifier.V1;

namespace Classifier.Cli.Classify;

/// <summary>The words that the command line has for directions.</summary>
internal static class Directions
{
    private static readonly (string Word, Direction Value)[] Words =
        [("prompt", Direction.Prompt), ("tool-input", Direction.ToolInput), ("output", Direction.Output)];

    public static Option<string?> Option(string description)
    {
        var option = new Option<string?>("--direction") { Description = description };
        option.AcceptOnlyFromAmong([.. Words.Select(w => w.Word)]);
        return option;
    }

    /// <param name="word">One that <see cref="Option"/> accepted.</param>
    public static Direction Parse(string word) => Words.Single(w => w.Word == word).Value;

    /// <summary>The key that stands for a direction in JSON.</summary>
    public static string Key(Direction direction) => Words.Single(w => w.Value == direction).Word.Replace('-', '_');
}
