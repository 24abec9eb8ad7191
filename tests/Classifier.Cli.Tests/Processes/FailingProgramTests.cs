using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Processes;

/// <summary>The real program, told something that it cannot do: one line on standard error, the right exit code, no stack trace.</summary>
public sealed class FailingProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, int, string> Wrong => new()
    {
        { "serve --urls http://0.0.0.0:5080", ExitCode.Failed, "not a loopback address" },
        { "serve --urls http://192.0.2.1:5080", ExitCode.Failed, "not a loopback address" },
        { "serve --urls https://127.0.0.1:0", ExitCode.Failed, "certificate" },
        { "serve --urls http://127.0.0.1:0 --http-urls none --tls-cert no.pem --tls-key no.key", ExitCode.Failed, "no.pem" },
        { "serve --urls http://127.0.0.1:0 --http-urls none --models none", ExitCode.Failed, "none" },
        { "classify --text x --models none", ExitCode.Failed, "none" },
        { "classify --text x --address http://127.0.0.1:1", ExitCode.Unreachable, "cannot be reached" },
        { "classify --file none.txt", ExitCode.InputRefused, "none.txt" },
        { "eval --task injection --data none.jsonl", ExitCode.InputRefused, "none.jsonl" },
        { "model list --models none", ExitCode.Failed, "none" },
        { "model build --target cpu-fp32 --models none", ExitCode.Failed, "none" },
        { "model build --refresh none", ExitCode.Failed, "manifest" },
        { "scan none", ExitCode.InputRefused, "none" },
        { "scan . --threshold many", ExitCode.Usage, "--threshold" },
        { "serve --nonsense", ExitCode.Usage, "--nonsense" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Program_says_one_line_and_the_right_exit_code(string args, int exitCode, string inLine)
    {
        var run = await ProgramRun.OfAsync(_folder.Path, [.. args.Split(' '), "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("classifier: ", run.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(inLine, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Name(exitCode), run.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_wrong_checksum_ends_serve_and_is_named_by_doctor()
    {
        var models = CheckoutModels.Copy(_folder);
        var graph = Directory.EnumerateFiles(Path.Combine(models, "text", "1"), "*.onnx").First();
        await File.AppendAllTextAsync(graph, "x", TestContext.Current.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(models, "text", "1"), "*.model")) await File.AppendAllTextAsync(file, "x", TestContext.Current.CancellationToken);

        var serve = await ProgramRun.OfAsync(_folder.Path, "serve", "--urls", "http://127.0.0.1:0", "--http-urls", "none", "--models", models);
        var doctor = await ProgramRun.OfAsync(_folder.Path, "doctor", "--models", models, "--json");

        Assert.Equal(ExitCode.Failed, serve.ExitCode);
        Assert.Contains("sha256", serve.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, doctor.ExitCode);
        Assert.False(doctor.Json.GetProperty("healthy").GetBoolean());
        var model = doctor.Json.GetProperty("models")[0];
        Assert.False(model.GetProperty("verified").GetBoolean());
        Assert.Contains(model.GetProperty("files").EnumerateArray(), f => f.GetProperty("problem").GetString()?.Contains("sha256", StringComparison.Ordinal) == true);
    }

    public void Dispose() => _folder.Dispose();
}
