namespace Classifier.Interop.Tests.Harness;

/// <summary>One server with TLS, its certificate signed by an authority that nobody else knows.</summary>
public sealed class RunningTlsServer : IAsyncLifetime
{
    private readonly TestCertificate _certificate = new();

    internal ServerProcess Process { get; private set; } = null!;

    internal string AuthorityFile => _certificate.AuthorityFile;

    public async ValueTask InitializeAsync() => Process = await ServerProcess.StartAsync(
        "--urls", "https://127.0.0.1:0", "--http-urls", "https://127.0.0.1:0",
        "--tls-cert", _certificate.CertificateFile, "--tls-key", _certificate.KeyFile);

    internal Task<ScriptRun> RunAsync(ClientScript script) =>
        script.RunAsync(Process.Address, "--suite", "tls", "--authority", AuthorityFile);

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        _certificate.Dispose();
    }
}
