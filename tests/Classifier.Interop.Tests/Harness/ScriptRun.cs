namespace Classifier.Interop.Tests.Harness;

/// <summary>What a client script found.</summary>
internal sealed record ScriptRun(IReadOnlyDictionary<string, CheckLine> Checks, CommandRun Command)
{
    public static ScriptRun From(CommandRun command)
    {
        var lines = command.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(CheckLine.Parse);
        return new ScriptRun(lines.ToDictionary(line => line.Check), command);
    }

    /// <summary>Fails with the script's own words unless the check was made and held.</summary>
    public void Expect(string check)
    {
        if (!Checks.TryGetValue(check, out var line))
            Assert.Fail($"The script ended with {Command.ExitCode} and never made this check.\n{Command.Error}");
        Assert.True(line.Ok, $"{line.Message} ({line.Ms} ms)");
    }
}
