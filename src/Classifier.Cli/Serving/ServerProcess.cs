using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Classifier.Cli.Shell;
using Classifier.Server;

namespace Classifier.Cli.Serving;

/// <summary>The server in a process of its own, on a free loopback port: it shares neither heap nor collector with who measures it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(40);
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What it holds now; null once it has ended.</summary>
    public ProcessFigures? Figures => ProcessFigures.Of(_process.Id);

    /// <exception cref="CliException">It does not start (5).</exception>
    public static async Task<ServerProcess> StartAsync(ServerOptions options, CancellationToken cancellation)
    {
        var process = Process.Start(Command(options)) ?? throw CliException.Failed("the server cannot be started.");
        var last = "";
        process.ErrorDataReceived += (_, e) => last = string.IsNullOrWhiteSpace(e.Data) ? last : e.Data;
        process.BeginErrorReadLine();
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellation);
            if (line is not null && Ready(line) is { } address) return new(process, address);
            await process.WaitForExitAsync(cancellation);
            throw CliException.Failed("the server did not start: " + last.Replace("classifier: ", "", StringComparison.Ordinal));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited && Signal(_process.Id, SigTerm) != 0) _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(DrainTime);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private static ProcessStartInfo Command(ServerOptions options)
    {
        // The library may be hosted by another program, a test's for instance; it always lies beside what it needs to run.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { "exec", typeof(ServerProcess).Assembly.Location },
        };
        foreach (var word in (string[])
        [
            "serve", "--json", "--urls", "http://127.0.0.1:0", "--http-urls", "none",
            "--models", options.ModelsDirectory, "--data", options.DataDirectory, "--provider", options.Provider,
        ])
            start.ArgumentList.Add(word);
        return start;
    }

    private static Uri? Ready(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("grpc", out var grpc) && grpc.GetArrayLength() > 0 ? new(grpc[0].GetString()!) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
