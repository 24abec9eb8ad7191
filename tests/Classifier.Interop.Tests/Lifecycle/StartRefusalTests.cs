using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Classifier.Interop.Tests.Harness;

namespace Classifier.Interop.Tests.Lifecycle;

/// <summary>What keeps a server from starting is one clear line and an exit code, never a stack trace.</summary>
[Collection(OwnServersGroup.Name)]
public sealed partial class StartRefusalTests
{
    private const int Usage = 2;
    private const int Refused = 3;
    private const int Failed = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.0.2.1:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://example.org:5080")]
    public async Task Serve_refuses_an_address_that_others_could_reach(string urls)
    {
        var line = await RefusalAsync([Usage, Failed], "--urls", urls);
        Assert.Contains("loopback", line);
    }

    [Fact]
    public async Task Serve_refuses_pages_on_an_address_that_others_could_reach()
    {
        var line = await RefusalAsync([Usage, Failed], "--urls", "http://127.0.0.1:0", "--http-urls", "http://0.0.0.0:0");
        Assert.Contains("loopback", line);
    }

    [Theory]
    [InlineData("127.0.0.1:5080")]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("https://127.0.0.1:0")]
    public async Task Serve_refuses_what_is_no_address_it_can_use(string urls) => await RefusalAsync([Usage, Failed], "--urls", urls);

    [Fact]
    public async Task Serve_says_that_the_port_is_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var line = await RefusalAsync([Failed], "--urls", $"http://127.0.0.1:{port}");
        Assert.Contains($"{port}", line);
        Assert.Contains("in use", line);
    }

    [Fact]
    public async Task Serve_says_which_models_folder_is_missing()
    {
        var line = await RefusalAsync([Refused, Failed], "--models", "/no/such/folder");
        Assert.Contains("/no/such/folder", line);
    }

    [Fact]
    public async Task Serve_says_that_a_models_folder_is_empty()
    {
        using var empty = new TemporaryFolder();
        var line = await RefusalAsync([Refused, Failed], "--models", empty.Path);
        Assert.Contains(empty.Path, line);
    }

    [Fact]
    public async Task Serve_says_which_file_of_a_model_is_missing()
    {
        using var models = new ModelCopy();
        Assert.NotEmpty(models.Graphs);
        foreach (var graph in models.Graphs)
            File.Delete(graph);
        var line = await RefusalAsync([Refused, Failed], "--models", models.Folder);
        Assert.Contains(".onnx", line);
    }

    [Fact]
    public async Task Serve_says_which_file_has_another_sha256()
    {
        using var models = new ModelCopy();
        foreach (var graph in models.Graphs)
        {
            using var file = File.Open(graph, FileMode.Open);
            file.Position = file.Length / 2;
            var value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ 1));
        }

        var line = await RefusalAsync([Refused, Failed], "--models", models.Folder);
        Assert.Contains("sha256", line, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(".onnx", line);
    }

    [Fact]
    public async Task Serve_does_not_start_without_one_of_its_models()
    {
        using var models = new ModelCopy();
        File.WriteAllText(models.Graphs.First(g => g.Contains("deepfake", StringComparison.Ordinal)), "no graph");
        var line = await RefusalAsync([Refused, Failed], "--models", models.Folder);
        Assert.Contains("deepfake", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name: [")]
    [InlineData("name: text\nversion: 1\n")]
    [InlineData("- a\n- b\n")]
    public async Task Serve_says_that_a_manifest_is_wrong(string manifest)
    {
        using var models = new ModelCopy();
        File.WriteAllText(models.Manifest, manifest);
        var line = await RefusalAsync([Refused, Failed], "--models", models.Folder);
        Assert.Contains("manifest", line, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Serve_says_that_a_certificate_has_no_key()
    {
        using var certificate = new TestCertificate();
        await RefusalAsync([Usage, Failed], "--urls", "https://127.0.0.1:0", "--tls-cert", certificate.CertificateFile);
    }

    [Fact]
    public async Task Serve_says_that_a_certificate_is_none()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.pem"), "nothing");
        var line = await RefusalAsync(
            [Usage, Refused, Failed], "--urls", "https://127.0.0.1:0", "--tls-cert", folder.File("a.pem"), "--tls-key", folder.File("a.pem"));
        Assert.Contains("a.pem", line);
    }

    [Fact]
    public async Task Serve_refuses_an_unknown_provider() => await RefusalAsync([Usage, Failed], "--provider", "abacus");

    /// <summary>Starts a server that has to refuse, and returns the line in which it says why.</summary>
    private static async Task<string> RefusalAsync(int[] codes, params string[] options)
    {
        using var data = new TemporaryFolder();
        var (program, arguments) = ServerProcess.Serve(data, options);
        var run = await CommandRun.StartAsync(program, arguments, Limit);
        Assert.True(codes.Contains(run.ExitCode), $"The exit code is {run.ExitCode}.\n{run.Error}");
        Assert.DoesNotContain("Ready", run.Output);
        // Beside the log, whose lines begin with the time, there is one line for the person who typed the command.
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !LogLine().IsMatch(line)).ToArray();
        Assert.True(lines.Length == 1, $"Not one line but {lines.Length}:\n{run.Error}");
        Assert.StartsWith("classifier: ", lines[0]);
        Assert.DoesNotMatch(StackTrace(), run.Error);
        return lines[0];
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT[\d:.]+Z (info|warn|fail): ")]
    private static partial Regex LogLine();

    [GeneratedRegex(@"\bat [\w.]+\(|Exception\b")]
    private static partial Regex StackTrace();
}
