using System.Text.Json;
using Classifier.Interop.Tests.Harness;

namespace Classifier.Interop.Tests;

/// <summary>The harness must not let a failure pass.</summary>
public sealed class HarnessTests
{
    [Theory]
    [InlineData("ready: gRPC on http://127.0.0.1:41235; HTTP on http://127.0.0.1:41236", 41235, 41236)]
    [InlineData("Ready http://localhost:9", 9, null)]
    public void ReadyLine_gives_the_ports(string line, int grpc, int? http)
    {
        Assert.True(ReadyLine.TryParse(line, out var ready));
        Assert.Equal(grpc, ready.Grpc.Port);
        Assert.Equal(http, ready.Http?.Port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Now listening on: http://127.0.0.1:5080")]
    [InlineData("ready when you are")]
    [InlineData("ready: http://127.0.0.1:0")]
    public void ReadyLine_is_nothing_else(string line) => Assert.False(ReadyLine.TryParse(line, out _));

    [Fact]
    public void ScriptRun_fails_a_check_with_the_scripts_words()
    {
        var run = Run("""{"check":"unary","ok":false,"ms":3,"message":"the decision is wrong"}""");
        var failure = Record.Exception(() => run.Expect("unary"));
        Assert.Contains("the decision is wrong", failure?.Message);
    }

    [Fact]
    public void ScriptRun_fails_a_check_that_was_never_made()
    {
        var failure = Record.Exception(() => Run("").Expect("unary"));
        Assert.Contains("never made", failure?.Message);
    }

    [Fact]
    public void ScriptRun_passes_a_check_that_held() =>
        Run("""{"check":"unary","ok":true,"ms":3,"message":""}""").Expect("unary");

    [Theory]
    [InlineData("a stray line")]
    [InlineData("{}")]
    [InlineData("null")]
    public void ScriptRun_refuses_what_is_no_check(string line) => Assert.ThrowsAny<JsonException>(() => Run(line));

    [Fact]
    public async Task CommandRun_ends_what_hangs()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => CommandRun.StartAsync("tail", ["-f", "/dev/null"], TimeSpan.FromMilliseconds(300)));
        Assert.Contains("tail", failure.Message);
    }

    [Fact]
    public async Task ServerProcess_tells_what_a_server_said_that_never_got_ready()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ServerProcess.StartAsync("--no-such-option"));
        Assert.Contains("no-such-option", failure.Message);
    }

    [Fact]
    public void DescriptorSet_lists_every_file_after_its_imports()
    {
        var seen = new HashSet<string>();
        foreach (var file in DescriptorSetFile.Build().File)
        {
            Assert.All(file.Dependency, import => Assert.Contains(import, seen));
            Assert.True(seen.Add(file.Name));
        }

        Assert.Contains("classifier/v1/classifier_service.proto", seen);
    }

    private static ScriptRun Run(string output) => ScriptRun.From(new CommandRun(0, output, ""));
}
