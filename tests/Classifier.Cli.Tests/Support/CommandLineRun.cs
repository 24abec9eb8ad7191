using System.Text;
using System.Text.Json;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Tests.Support;

/// <summary>A run of the program inside the test's process.</summary>
internal sealed record CommandLineRun(int ExitCode, string Out, string Error)
{
    public static async Task<CommandLineRun> OfAsync(string[] args, byte[]? input = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var standardInput = new MemoryStream(input ?? []);
        var code = await new CommandLineApp(new StandardStreams(output, error, standardInput)).RunAsync(args, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    public static Task<CommandLineRun> OfAsync(string args, string? input = null) =>
        OfAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries), input is null ? null : Encoding.UTF8.GetBytes(input));

    /// <summary>The one document on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>The one line on standard error.</summary>
    public string ErrorLine => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
