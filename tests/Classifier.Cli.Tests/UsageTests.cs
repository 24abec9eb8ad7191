using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData("serve extra")]
    [InlineData("serve --provider tpu")]
    [InlineData("serve --tls-cert a.pem")]
    [InlineData("serve --tls-key a.key")]
    [InlineData("classify")]
    [InlineData("classify words")]
    [InlineData("classify --text a --file b")]
    [InlineData("classify --text a -")]
    [InlineData("classify --text a --text b")]
    [InlineData("classify --text a --direction sideways")]
    [InlineData("classify --text a --address not-an-address")]
    [InlineData("classify --text a --address ftp://127.0.0.1")]
    [InlineData("eval")]
    [InlineData("eval --task injection")]
    [InlineData("eval --data x")]
    [InlineData("eval --task injection --data x --equalise many")]
    [InlineData("doctor extra")]
    [InlineData("model")]
    [InlineData("model build")]
    [InlineData("model build --target tpu")]
    [InlineData("model build --target cpu-int8 --refresh d")]
    [InlineData("model build --refresh d --out f")]
    [InlineData("completion")]
    [InlineData("completion tcsh")]
    public async Task A_wrong_command_line_is_one_line_and_exit_code_two(string args)
    {
        var run = await CommandLineRun.OfAsync(args);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("classifier: ", run.ErrorLine, StringComparison.Ordinal);
        Assert.Empty(run.Out);

        var json = await CommandLineRun.OfAsync(args + " --json");
        Assert.Equal(ExitCode.Usage, json.ExitCode);
        Assert.Equal("usage", json.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("classifier: " + json.Json.GetProperty("error").GetProperty("message").GetString(), json.ErrorLine);
    }

    [Theory]
    [InlineData("--help", "serve")]
    [InlineData("serve --help", "classifier serve --urls http://127.0.0.1:6000")]
    [InlineData("classify --help", "classifier classify --file mail.txt")]
    [InlineData("eval --help", "classifier eval --task hate")]
    [InlineData("doctor --help", "classifier doctor --selftest")]
    [InlineData("model build --help", "classifier model build --target cuda-fp16")]
    [InlineData("completion --help", "classifier completion bash")]
    public async Task Help_shows_examples_and_exit_codes(string args, string expected)
    {
        var run = await CommandLineRun.OfAsync(args);
        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Exit codes: 0 done, 2 usage, 3 input refused, 4 server unreachable, 5 failed.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_example_of_the_help_pages_parses()
    {
        var root = CommandLineApp.Root(new StandardStreams(TextWriter.Null, TextWriter.Null, Stream.Null));
        var verbs = root.Subcommands.SelectMany(c => c.Subcommands.Append(c)).OfType<Verb>().ToArray();
        Assert.All(verbs.SelectMany(v => v.Examples), example => Assert.Empty(root.Parse(example.Split(" < ")[0].Split(" > ")[0]).Errors));
        Assert.All(verbs.Where(v => v.Subcommands.Count == 0 && !v.Hidden), v => Assert.NotEmpty(v.Examples));
        Assert.Equal(0, (await CommandLineRun.OfAsync("--version")).ExitCode);
    }
}
