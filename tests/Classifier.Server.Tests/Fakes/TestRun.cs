using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Classifier.Server.Tests.Fakes;

/// <summary>ServerHost.RunAsync as <c>serve</c> calls it.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lines _ready = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestRun(ServerOptions options, FakeCatalog? catalog = null, Action<IServiceCollection>? services = null)
    {
        Completion = Task.Run(() => ServerHost.RunAsync(
            options,
            s =>
            {
                TestServer.Add(s, catalog: catalog);
                s.AddSingleton<IHostedService>(p => new Start(p.GetRequiredService<IHostApplicationLifetime>(), _started));
                services?.Invoke(s);
            },
            _ready,
            _stop.Token));
    }

    public Task Completion { get; }

    public string Output => _ready.ToString();

    /// <summary>Ends when the server listens.</summary>
    public Task StartedAsync() => FirstAsync(_started.Task);

    /// <summary>The ready line.</summary>
    public async Task<string> ReadyAsync()
    {
        await FirstAsync(_ready.First);
        return await _ready.First;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Completion.WaitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _ready.Dispose();
    }

    private async Task FirstAsync(Task task)
    {
        // A run that fails instead shows its own exception.
        if (await Task.WhenAny(task, Completion).WaitAsync(TestContext.Current.CancellationToken) == Completion) await Completion;
    }

    private sealed class Start(IHostApplicationLifetime lifetime, TaskCompletionSource started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStarted.Register(() => started.TrySetResult());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Lines : StringWriter
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> First => _first.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            _first.TrySetResult(value!);
        }
    }
}
