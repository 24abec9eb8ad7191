using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Classifier.Cli.Tests.Support;

/// <summary>The real program as a child process.</summary>
internal sealed partial class ProgramRun : IAsyncDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private readonly Process _process;
    private readonly Task<string> _error;
    private Task<string>? _output;

    private ProgramRun(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public static ProgramRun Start(string folder, params string[] args) => Start(folder, new Dictionary<string, string>(), args);

    public static ProgramRun Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "classifier.dll"), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public static async Task<CommandLineRun> OfAsync(string folder, params string[] args)
    {
        await using var program = Start(folder, args);
        program._process.StandardInput.Close();
        return await program.EndAsync();
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public void Terminate() => Assert.Equal(0, Kill(_process.Id, SigTerm));

    /// <summary>Ends the program without warning as soon as that holds; false where it ended first.</summary>
    public async Task<bool> KillWhenAsync(Func<bool> holds)
    {
        if (!await HoldsBeforeEndAsync(holds)) return false;
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode == 128 + 9;
    }

    /// <summary>Sends SIGINT as soon as that holds; false where the program ended first.</summary>
    public async Task<bool> SignalWhenAsync(Func<bool> holds)
    {
        if (!await HoldsBeforeEndAsync(holds)) return false;
        Kill(_process.Id, SigInt);
        return true;
    }

    private async Task<bool> HoldsBeforeEndAsync(Func<bool> holds)
    {
        // Taken in meanwhile: a program that fills the pipe would wait for its reader instead of ending.
        _output ??= _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        // Looks often, without keeping a core from the program.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!holds())
        {
            if (_process.HasExited) return false;
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return true;
    }

    /// <summary>What is left of the output, after the program ended.</summary>
    public async Task<CommandLineRun> EndAsync()
    {
        var output = await (_output ?? _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(_process.ExitCode, output, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
