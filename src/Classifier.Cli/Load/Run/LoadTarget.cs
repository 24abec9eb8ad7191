using Classifier.Cli.Load.Content;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Serving;
using Classifier.Client;
using Classifier.Client.Retry;
using Classifier.V1;

namespace Classifier.Cli.Load.Run;

/// <summary>The server under load: a client without retries for each tenant, one that is patient, and the requests to send.</summary>
internal sealed class LoadTarget : IAsyncDisposable
{
    private readonly ServerProcess? _process;
    private readonly ClassifierClient[] _tenants;
    private readonly ClassifyRequest[][] _requests;

    private LoadTarget(Uri address, ServerProcess? process, LoadProfile profile, IReadOnlyList<LoadItem> items, TimeProvider time)
    {
        _process = process;
        Address = address;
        Patient = new(new ClassifierClientOptions { Address = address, Retry = RetryOptions.UntilTimeout, Timeout = TimeSpan.FromMinutes(2), Time = time, Tenant = profile.Tenants[0].Name });
        _tenants =
        [
            .. profile.Tenants.Select(t => new ClassifierClient(new ClassifierClientOptions
            {
                Address = address, Tenant = t.Name, Time = time, Retry = new() { MaxAttempts = profile.Attempts, MaxUnreachable = profile.Attempts },
            })),
        ];
        _requests = [.. profile.Tenants.Select(t => items.Select(i => WithPriority(i.Request, t.Priority)).ToArray())];
    }

    public Uri Address { get; }

    /// <summary>For what has to be answered: it asks until it is.</summary>
    public ClassifierClient Patient { get; }

    /// <summary>What a server that was started for this run holds; null for another.</summary>
    public ProcessFigures? Process => _process?.Figures;

    /// <param name="address">Null starts a server in a process of its own.</param>
    public static async Task<LoadTarget> OpenAsync(
        Uri? address, Server.ServerOptions local, LoadProfile profile, IReadOnlyList<LoadItem> items, TimeProvider time, CancellationToken cancellation)
    {
        var process = address is null ? await ServerProcess.StartAsync(local, cancellation) : null;
        return new(address ?? process!.Address, process, profile, items, time);
    }

    public Task<ClassifyResponse> SendAsync(int tenant, int item, TimeSpan timeout, CancellationToken cancellation) =>
        _tenants[tenant].ClassifyAsync(_requests[tenant][item], timeout, cancellation);

    public async ValueTask DisposeAsync()
    {
        await Patient.DisposeAsync();
        foreach (var tenant in _tenants) await tenant.DisposeAsync();
        if (_process is not null) await _process.DisposeAsync();
    }

    private static ClassifyRequest WithPriority(ClassifyRequest request, Priority priority)
    {
        var clone = request.Clone();
        (clone.Context ??= new()).Priority = priority;
        return clone;
    }
}
