using System.Diagnostics;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Completion;

public sealed class CompletionTests
{
    private static readonly string[] Verbs = ["serve", "classify", "eval", "scan", "bank", "doctor", "model", "completion"];

    [Theory]
    [InlineData("bash", "complete -o default -F _classifier classifier")]
    [InlineData("zsh", "#compdef classifier")]
    [InlineData("fish", "complete -c classifier")]
    public async Task Script_is_for_the_installed_name_and_holds_every_verb(string shell, string expected)
    {
        var run = await CommandLineRun.OfAsync($"completion {shell}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
        Assert.All(Verbs, verb => Assert.Contains(verb, run.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("@verbs@", run.Out, StringComparison.Ordinal);

        var json = await CommandLineRun.OfAsync($"completion {shell} --json");
        JsonShape.HasKeys(json.Json, "shell", "script");
        Assert.Equal(run.Out, json.Json.GetProperty("script").GetString());
    }

    [Theory]
    [InlineData("classifier mod", "model")]
    [InlineData("classifier model ", "build list")]
    [InlineData("classifier model build --target cpu", "cpu-fp32 cpu-int8 cpu-int8-avx2")]
    [InlineData("classifier classify --direction ", "output prompt tool-input")]
    [InlineData("classifier classify --tasks tox", "toxicity")]
    [InlineData("classifier bank ", "add list remove export")]
    [InlineData("classifier bank add acme --pro", "--protected --provider")]
    public async Task Suggestions_name_what_may_follow(string line, string expected)
    {
        var run = await CommandLineRun.OfAsync([$"[suggest:{line.Length}]", line]);
        var words = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.All(expected.Split(' '), word => Assert.Contains(word, words));
    }

    [Theory]
    [InlineData("classifier cl", "classify")]
    [InlineData("classifier model bui", "build")]
    [InlineData("classifier eval --ta", "--task")]
    public async Task Bash_completes_with_the_script(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed");
        var script = (await CommandLineRun.OfAsync("completion bash")).Out;
        var program = Path.Combine(AppContext.BaseDirectory, "classifier.dll");
        var words = line.Split(' ');
        // The installed name is a shell function here, which is as good as a program to the script.
        var test = $$"""
            classifier() { dotnet exec '{{program}}' "$@"; }
            {{script}}
            COMP_LINE='{{line}}'; COMP_POINT={{line.Length}}; COMP_WORDS=({{string.Join(' ', words)}}); COMP_CWORD={{words.Length - 1}}
            _classifier
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", test]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains(expected, output.Split('\n'));
        Assert.Empty(await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
