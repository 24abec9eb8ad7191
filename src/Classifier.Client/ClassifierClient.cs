using Classifier.Client.Internal;
using Classifier.Client.Retry;
using Classifier.Client.Streaming;
using Classifier.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Classifier.Client;

/// <summary>
/// Talks to a Classifier server. Every call has a deadline; refusals for load are retried with jittered pauses that honour
/// the server's RetryInfo, within a budget over all calls. Thread-safe; keep one a server.
/// </summary>
/// <remarks>
/// Methods throw <see cref="ClassifierClientException"/> when the server or the way to it refuses, and
/// <see cref="OperationCanceledException"/> when their token is cancelled.
/// </remarks>
public sealed class ClassifierClient : IAsyncDisposable
{
    private readonly ClassifierClientOptions _options;
    private readonly GrpcChannel _channel;
    private readonly Calls _calls;
    private readonly Retrier _retrier;
    private readonly ClassifierService.ClassifierServiceClient _classifier;
    private readonly AdminService.AdminServiceClient _admin;
    private readonly BrandService.BrandServiceClient _brands;
    private readonly Health.HealthClient _health;

    /// <summary>Makes a client; the connection is opened by the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ClassifierClient(ClassifierClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validated();
        _channel = Channels.Open(options);
        _calls = new(options);
        _retrier = new(options.Retry, options.Time);
        _classifier = new(_channel);
        _admin = new(_channel);
        _brands = new(_channel);
        _health = new(_channel);
    }

    /// <summary>Makes a client with the usual options.</summary>
    public ClassifierClient(Uri address) : this(new ClassifierClientOptions { Address = address }) { }

    /// <summary>Judges one item.</summary>
    /// <param name="timeout">Null takes <see cref="ClassifierClientOptions.Timeout"/>.</param>
    public Task<ClassifyResponse> ClassifyAsync(ClassifyRequest request, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        UnaryAsync(o => _classifier.ClassifyAsync(request, o), timeout, cancellation);

    /// <summary>Judges up to 1024 items. A refused one fails alone; it is reported in its place and not retried.</summary>
    /// <returns>One outcome a request, in order.</returns>
    public async Task<IReadOnlyList<BatchOutcome>> ClassifyBatchAsync(
        IReadOnlyList<ClassifyRequest> requests, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var batch = new ClassifyBatchRequest { Requests = { requests } };
        var answer = await UnaryAsync(o => _classifier.ClassifyBatchAsync(batch, o), timeout, cancellation).ConfigureAwait(false);
        if (answer.Entries.Count != requests.Count)
            throw ClassifierClientException.Protocol($"The server answered {answer.Entries.Count} of {requests.Count} requests.");
        return [.. answer.Entries.Select(Outcome)];
    }

    /// <summary>Opens one connection for many items and for outputs that are still being generated.</summary>
    /// <param name="maxInFlight">Items that are on their way at a time; callers beyond it wait. At least 1.</param>
    public ClassifierSession OpenSession(int maxInFlight = 64) =>
        new(() => _classifier.ClassifyStream(_calls.Options(null, CancellationToken.None)), _retrier, _options, maxInFlight);

    /// <summary>The models that the server knows, with their states.</summary>
    public async Task<IReadOnlyList<Model>> ListModelsAsync(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        (await UnaryAsync(o => _admin.ListModelsAsync(new ListModelsRequest(), o), timeout, cancellation).ConfigureAwait(false)).Models;

    /// <summary>Queue and batch figures, one message an interval, until the caller stops reading. Not retried.</summary>
    /// <param name="interval">100 ms to 60 s.</param>
    public IAsyncEnumerable<Stats> WatchStatsAsync(TimeSpan interval, CancellationToken cancellation = default)
    {
        var request = new WatchStatsRequest { IntervalMs = (int)interval.TotalMilliseconds };
        return Calls.ReadAsync(_admin.WatchStats(request, _calls.Options(null, cancellation)), cancellation);
    }

    /// <summary>Adds a brand to the bank, in place of what was added under its name before; durable when answered.</summary>
    public Task<AddBrandResponse> AddBrandAsync(AddBrandRequest request, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        UnaryAsync(o => _brands.AddAsync(request, o), timeout, cancellation);

    /// <summary>Brands of the bank, by name.</summary>
    /// <param name="includePublic">Also those for which nothing was added.</param>
    public Task<ListBrandsResponse> ListBrandsAsync(bool includePublic = false, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        UnaryAsync(o => _brands.ListAsync(new ListBrandsRequest { IncludePublic = includePublic }, o), timeout, cancellation);

    /// <summary>Removes what was added for a brand.</summary>
    public Task<RemoveBrandResponse> RemoveBrandAsync(string brand, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        UnaryAsync(o => _brands.RemoveAsync(new RemoveBrandRequest { Brand = brand }, o), timeout, cancellation);

    /// <summary>Everything that was added to the bank, a message a brand, by name. Not retried.</summary>
    public IAsyncEnumerable<ExportBrandsResponse> ExportBrandsAsync(CancellationToken cancellation = default) =>
        Calls.ReadAsync(_brands.Export(new ExportBrandsRequest(), _calls.Options(null, cancellation)), cancellation);

    /// <summary>Whether the server, or one model of it, serves.</summary>
    /// <param name="service">Empty for the whole server, else <c>name@version</c> of a model or a service's full name.</param>
    public async Task<ServingStatus> CheckHealthAsync(string service = "", TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var request = new HealthCheckRequest { Service = service };
        return (await UnaryAsync(o => _health.CheckAsync(request, o), timeout, cancellation).ConfigureAwait(false)).Status;
    }

    /// <summary>Health as it changes, the present state first, until the caller stops reading. Not retried.</summary>
    public async IAsyncEnumerable<ServingStatus> WatchHealthAsync(
        string service = "", [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var call = _health.Watch(new HealthCheckRequest { Service = service }, _calls.Options(null, cancellation));
        await foreach (var answer in Calls.ReadAsync(call, cancellation).ConfigureAwait(false)) yield return answer.Status;
    }

    /// <summary>Closes the connection; calls still running end with a refusal.</summary>
    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<T> UnaryAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> start, TimeSpan? timeout, CancellationToken cancellation) =>
        _retrier.RunAsync(
            (left, token) => Calls.UnaryAsync(start(_calls.Options(left, token)), token), timeout ?? _options.Timeout, cancellation);

    private static BatchOutcome Outcome(ClassifyBatchResponse.Types.Entry entry) => entry.OutcomeCase switch
    {
        ClassifyBatchResponse.Types.Entry.OutcomeOneofCase.Response => new(entry.Response, null),
        ClassifyBatchResponse.Types.Entry.OutcomeOneofCase.Refusal => new(null, ClassifierClientException.From(entry.Refusal)),
        _ => new(null, ClassifierClientException.Protocol("The server gave a request neither a verdict nor a refusal.")),
    };
}
