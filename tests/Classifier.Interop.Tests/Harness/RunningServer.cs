namespace Classifier.Interop.Tests.Harness;

/// <summary>One clear-text server for all tests that leave it as they found it.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly Lazy<Task<ScriptRun>> _node;
    private readonly Lazy<Task<ScriptRun>> _python;

    public RunningServer()
    {
        _node = new(() => ClientScript.Node.RunAsync(Process.Address));
        _python = new(() => ClientScript.Python.RunAsync(Process.Address));
    }

    internal ServerProcess Process { get; private set; } = null!;

    /// <summary>What the JavaScript client found; it runs once, for the first test that asks.</summary>
    internal Task<ScriptRun> Node => _node.Value;

    /// <summary>What the Python client found.</summary>
    internal Task<ScriptRun> Python => _python.Value;

    public async ValueTask InitializeAsync() => Process = await ServerProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
    }
}
