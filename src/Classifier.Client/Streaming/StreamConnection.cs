using Classifier.V1;
using Grpc.Core;

namespace Classifier.Client.Streaming;

/// <summary>One bidirectional call: writes one message at a time, hands each answer to who waits for its correlation id.</summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    private readonly AsyncDuplexStreamingCall<ClassifyStreamRequest, ClassifyStreamResponse> _call;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiter> _waiters = new(StringComparer.Ordinal);
    private readonly Task _reading;
    private ClassifierClientException? _fault;

    public StreamConnection(AsyncDuplexStreamingCall<ClassifyStreamRequest, ClassifyStreamResponse> call)
    {
        _call = call;
        _reading = ReadAsync();
    }

    public bool IsOpen
    {
        get { lock (_gate) return _fault is null; }
    }

    /// <summary>Sends a message; the task ends with the next answer to its id, or when the connection breaks.</summary>
    /// <param name="done">Called once, when the answer has come or cannot come any more.</param>
    public Task<ClassifyStreamResponse> Send(ClassifyStreamRequest message, Action done)
    {
        var waiter = new Waiter(done);
        lock (_gate)
        {
            if (_fault is null)
            {
                if (!_waiters.TryAdd(message.CorrelationId, waiter))
                {
                    done();
                    throw new InvalidOperationException("The item is still waiting for its last answer.");
                }
                _ = WriteAsync(message);
                return waiter.Task;
            }
        }
        waiter.Fail(_fault);
        return waiter.Task;
    }

    public async ValueTask DisposeAsync()
    {
        var idle = false;
        lock (_gate) idle = _waiters.Count == 0 && _fault is null;
        if (idle)
        {
            // A polite end, so that the server sees a closed stream and not a reset; bounded in case it does not answer.
            await _writing.WaitAsync().ConfigureAwait(false);
            try
            {
                await _call.RequestStream.CompleteAsync().WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
                await _reading.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException or TimeoutException or OperationCanceledException)
            {
                // It is being closed either way.
            }
            finally
            {
                _writing.Release();
            }
        }
        _call.Dispose();
        await _reading.ConfigureAwait(false);
    }

    private async Task WriteAsync(ClassifyStreamRequest message)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (IsOpen) await _call.RequestStream.WriteAsync(message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // A write fails when the call has ended; the reader knows why, and tells everybody who waits.
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var fault = new ClassifierClientException(StatusCode.Unavailable, "The server closed the stream.", transient: true);
        try
        {
            while (await _call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            {
                var answer = _call.ResponseStream.Current;
                Waiter? waiter;
                lock (_gate) _waiters.Remove(answer.CorrelationId, out waiter);
                // Nobody waits for an id that was answered before; a server may say `final` once more.
                waiter?.Answer(answer);
            }
        }
        catch (RpcException e)
        {
            fault = ClassifierClientException.From(e);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            fault = new(StatusCode.Cancelled, "The stream was closed.", inner: e);
        }
        Waiter[] left;
        lock (_gate)
        {
            _fault = fault;
            left = [.. _waiters.Values];
            _waiters.Clear();
        }
        foreach (var waiter in left) waiter.Fail(fault);
        _call.Dispose();
    }

    private sealed class Waiter(Action done)
    {
        private readonly TaskCompletionSource<ClassifyStreamResponse> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ClassifyStreamResponse> Task => _source.Task;

        public void Answer(ClassifyStreamResponse answer)
        {
            done();
            _source.SetResult(answer);
        }

        public void Fail(ClassifierClientException fault)
        {
            done();
            _source.SetException(fault);
            // Who waited may have left; its error is then nobody's.
            _ = _source.Task.Exception;
        }
    }
}
