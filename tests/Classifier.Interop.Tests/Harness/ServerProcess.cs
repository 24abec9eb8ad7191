using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Classifier.Interop.Tests.Harness;

/// <summary>A <c>classifier serve</c> process with the committed models.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Sigterm = 15;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<ReadyLine> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TemporaryFolder _data;

    private ServerProcess(Process process, TemporaryFolder data)
    {
        _process = process;
        _data = data;
    }

    /// <summary>Where the server says that it listens.</summary>
    public ReadyLine Ready => _ready.Task.Result;

    /// <summary>Host and port for gRPC clients.</summary>
    public string Address => $"{Ready.Grpc.Host}:{Ready.Grpc.Port}";

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything that it wrote so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>The command that starts the server built with these tests: free loopback ports, the committed models, the CPU.</summary>
    /// <param name="data">The server's data folder.</param>
    /// <param name="options">Names and values; they replace the usual ones.</param>
    public static (string Program, string[] Arguments) Serve(TemporaryFolder data, params string[] options)
    {
        string[][] usual =
        [
            ["--urls", "http://127.0.0.1:0"],
            ["--http-urls", "http://127.0.0.1:0"],
            ["--models", Repository.Models],
            ["--data", data.Path],
            ["--provider", "cpu"],
        ];
        var rest = usual.Where(option => !options.Contains(option[0])).SelectMany(option => option);
        var tool = Path.Combine(AppContext.BaseDirectory, "classifier.dll");
        return (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [tool, "serve", .. options, .. rest]);
    }

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    /// <param name="options">Names and values; they replace the usual ones.</param>
    public static async Task<ServerProcess> StartAsync(params string[] options)
    {
        var data = new TemporaryFolder();
        var (program, arguments) = Serve(data, options);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = data.Path,
            },
            EnableRaisingEvents = true,
        };
        var server = new ServerProcess(process, data);
        process.OutputDataReceived += (_, line) => server.Read(line.Data);
        process.ErrorDataReceived += (_, line) => server.Read(line.Data);
        process.Exited += (_, _) => server._ready.TrySetException(new InvalidOperationException("The server ended before it was ready."));
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await server._ready.Task.WaitAsync(StartLimit);
        }
        catch (Exception exception)
        {
            await server.DisposeAsync();
            // Only now is the log complete.
            throw new InvalidOperationException($"No ready line: {exception.Message}\n{server.Log}", exception);
        }

        return server;
    }

    /// <summary>Asks it to end, as an init system does.</summary>
    public void Terminate() => _ = Kill(_process.Id, Sigterm);

    /// <summary>Ends it at once, as the kernel's out-of-memory killer does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit);
        return _process.ExitCode;
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        // Also waits for the last of its output.
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
        if (ReadyLine.TryParse(line, out var ready))
            _ready.TrySetResult(ready);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
