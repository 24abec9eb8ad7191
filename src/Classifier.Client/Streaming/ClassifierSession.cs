using Classifier.Client.Retry;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Client.Streaming;

using StreamCall = AsyncDuplexStreamingCall<ClassifyStreamRequest, ClassifyStreamResponse>;

/// <summary>
/// Many items over one connection: each carries a correlation id, answers come in any order, and at most so many are on
/// their way at a time. When the connection breaks, the next item opens a new one, and whole items are sent again.
/// Thread-safe.
/// </summary>
public sealed class ClassifierSession : IAsyncDisposable
{
    private readonly Func<StreamCall> _open;
    private readonly Retrier _retrier;
    private readonly ClassifierClientOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly Lock _gate = new();
    private StreamConnection? _connection;
    private long _lastId;
    private bool _disposed;

    internal ClassifierSession(Func<StreamCall> open, Retrier retrier, ClassifierClientOptions options, int maxInFlight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInFlight, 1);
        _open = open;
        _retrier = retrier;
        _options = options;
        _slots = new(maxInFlight);
    }

    /// <summary>Judges one item.</summary>
    /// <param name="timeout">Time for it, waiting for a free place and retries included; null takes the client's.</param>
    /// <exception cref="ClassifierClientException">The item was refused, or the server cannot be reached.</exception>
    public async Task<ClassifyResponse> ClassifyAsync(
        ClassifyRequest request, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        RefuseTooLarge(request.CalculateSize());
        return await _retrier.RunAsync(
            async (left, token) =>
            {
                var message = new ClassifyStreamRequest { CorrelationId = NextId(), Request = request };
                return Verdict(await ExchangeAsync(Connection(), message, left, token).ConfigureAwait(false));
            },
            timeout ?? _options.Timeout, cancellation).ConfigureAwait(false);
    }

    /// <summary>Opens an output that is still being generated.</summary>
    /// <param name="context">Direction and tasks; null judges it as an output for every task.</param>
    /// <param name="role">Who writes.</param>
    public StreamedOutput OpenOutput(Context? context = null, Role role = Role.Assistant) =>
        new(this, Connection(), NextId(), context ?? new Context { Direction = Direction.Output }, role);

    /// <summary>Closes the connection; items still waiting are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        StreamConnection? connection;
        lock (_gate)
        {
            _disposed = true;
            connection = _connection;
            _connection = null;
        }
        if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
    }

    internal TimeSpan Timeout => _options.Timeout;

    internal async Task<ClassifyStreamResponse> ExchangeAsync(
        StreamConnection connection, ClassifyStreamRequest message, TimeSpan timeout, CancellationToken cancellation)
    {
        var start = _options.Time.GetTimestamp();
        await TakePlaceAsync(timeout, cancellation).ConfigureAwait(false);
        // The place is taken until the server has answered, also when the caller stopped waiting: the bound holds on the wire.
        var answer = connection.Send(message, () => _slots.Release());
        var left = timeout - _options.Time.GetElapsedTime(start);
        try
        {
            return await answer.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _options.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw ClassifierClientException.Late();
        }
    }

    private async Task TakePlaceAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        if (_slots.Wait(0, cancellation)) return;
        using var late = new CancellationTokenSource(timeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await _slots.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw ClassifierClientException.Late();
        }
    }

    internal static ClassifyResponse Verdict(ClassifyStreamResponse answer) => answer.OutcomeCase switch
    {
        ClassifyStreamResponse.OutcomeOneofCase.Response => answer.Response,
        ClassifyStreamResponse.OutcomeOneofCase.Refusal => throw ClassifierClientException.From(answer.Refusal),
        _ => throw ClassifierClientException.Protocol("The server gave an item neither a verdict nor a refusal."),
    };

    internal void RefuseTooLarge(int bytes)
    {
        // A message over the limit would end the connection for all items on it.
        const int envelope = 256;
        if (bytes > _options.MaxMessageBytes - envelope)
            throw new ClassifierClientException(StatusCode.ResourceExhausted, "The item is larger than the message limit.");
    }

    private string NextId() => Interlocked.Increment(ref _lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private StreamConnection Connection()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connection is not { IsOpen: true }) _connection = new(_open());
            return _connection;
        }
    }
}
