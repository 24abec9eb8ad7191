using System.Text;
using Classifier.Core;
using Classifier.Server.Calls;
using Grpc.Core;

namespace Classifier.Server.Classification;

/// <summary>
/// One ClassifyStream call. One loop reads; every message takes a slot until its answer is written, and while all slots
/// are taken nothing is read, so HTTP/2 flow control holds the caller back.
/// </summary>
internal sealed class StreamSession : IDisposable
{
    private const int MaxIdBytes = 128;
    private const string Method = "/classifier.v1.ClassifierService/ClassifyStream";

    private readonly StreamSessions _shared;
    private readonly Caller _caller;
    private readonly IServerStreamWriter<V1.ClassifyStreamResponse> _responses;
    private readonly CancellationTokenSource _cancel;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly OpenItems _open;

    public StreamSession(
        StreamSessions shared, Caller caller, IServerStreamWriter<V1.ClassifyStreamResponse> responses, CancellationToken call)
    {
        _shared = shared;
        _caller = caller;
        _responses = responses;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(call);
        _slots = new SemaphoreSlim(shared.Limits.InFlight, shared.Limits.InFlight);
        _open = new OpenItems(shared.Limits);
    }

    public async Task RunAsync(IAsyncStreamReader<V1.ClassifyStreamRequest> requests)
    {
        try
        {
            var hungUp = await ReadAsync(requests);
            // Every slot free again: every message read has its answer written.
            for (var i = 0; i < _shared.Limits.InFlight; i++) await _slots.WaitAsync(_cancel.Token);
            if (!hungUp) throw new ClassifierException(ErrorKind.ShuttingDown, "The server stops; open a stream to another replica.");
            // The caller will add nothing more, so what stands is the last word.
            foreach (var (id, output) in _open.TakeOutputs())
                if (output.Last is not null) await WriteAsync(await FinishAsync(id, output));
        }
        finally
        {
            // Whatever still runs after a failure has nobody to answer to.
            await _cancel.CancelAsync();
        }
    }

    public void Dispose() => _cancel.Dispose();

    /// <returns>True when the caller half-closed; false when the server drains.</returns>
    private async Task<bool> ReadAsync(IAsyncStreamReader<V1.ClassifyStreamRequest> requests)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(_cancel.Token, _shared.Stopping);
        var holdsSlot = false;
        try
        {
            while (true)
            {
                await _slots.WaitAsync(reading.Token);
                holdsSlot = true;
                if (!await requests.MoveNext(reading.Token)) return true;
                holdsSlot = false;
                Dispatch(requests.Current);
            }
        }
        catch (OperationCanceledException) when (_shared.Stopping.IsCancellationRequested && !_cancel.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            if (holdsSlot) _slots.Release();
        }
    }

    /// <summary>Gives the message's slot to whatever answers it.</summary>

    private void Dispatch(V1.ClassifyStreamRequest message)
    {
        var id = message.CorrelationId;
        try
        {
            CheckId(id);
            switch (message.MessageCase)
            {
                case V1.ClassifyStreamRequest.MessageOneofCase.Request:
                    _open.AddItem(id);
                    Start(() => JudgeAsync(id, message.Request));
                    break;
                case V1.ClassifyStreamRequest.MessageOneofCase.Append:
                    Append(id, message.Append);
                    break;
                default:
                    throw ClassifierException.Invalid("message", "A message holds a request or an append.");
            }
        }
        catch (Exception e) when (e is ClassifierException or StreamOrderException)
        {
            var failure = e is StreamOrderException order ? order.Failure : FailureMapping.Map((ClassifierException)e);
            Start(() => Task.FromResult(Refuse(IsValidId(id) ? id : string.Empty, failure, final: !_open.Contains(id))));
        }
    }

    private void Append(string id, V1.Append append)
    {
        var output = _open.FindOutput(id) ?? Open(id, append);
        output.Bytes += Encoding.UTF8.GetByteCount(append.Text);
        output.Ended = append.Final;
        var (fits, before) = (output.Bytes <= _shared.Limits.OutputBytes, output.Tail);
        output.Tail = Start(async () =>
        {
            await before;
            return await AppendAsync(id, output, append, fits);
        });
    }

    private OpenOutput Open(string id, V1.Append first)
    {
        try
        {
            var role = RequestReader.ReadRole(first.Role, "append.role");
            var context = _shared.Reader.ReadContext(first.Context, _caller);
            return _open.AddOutput(id, () => _shared.Classifier.OpenOutput(context, role));
        }
        catch (ClassifierException) when (!first.Final)
        {
            _open.Forbid(id);
            throw;
        }
    }

    /// <summary>Runs work off the reading loop, writes its answer and frees the message's slot.</summary>
    private Task Start(Func<Task<V1.ClassifyStreamResponse>> work) => Task.Run(async () =>
    {
        try
        {
            await WriteAsync(await work());
        }
        catch (Exception) when (_cancel.IsCancellationRequested)
        {
            // The call is over; RunAsync says why.
        }
        catch (Exception e)
        {
            // The answer could not be written: the connection is gone.
            _ = _shared.Failures.Report(e, Method, _caller.Deadline, _cancel.Token);
            await _cancel.CancelAsync();
        }
        finally
        {
            _slots.Release();
        }
    });

    private async Task<V1.ClassifyStreamResponse> JudgeAsync(string id, V1.ClassifyRequest request)
    {
        try
        {
            var reply = await _shared.Classifier.ClassifyAsync(_shared.Reader.Read(request, _caller), _cancel.Token);
            _shared.Metrics.Judged(reply);
            return Answer(id, ReplyWriter.Write(reply), covered: 0, final: true);
        }
        catch (Exception e) when (!_cancel.IsCancellationRequested)
        {
            return Refuse(id, _shared.Failures.Report(e, Method, _caller.Deadline, _cancel.Token), final: true);
        }
        finally
        {
            _open.RemoveItem(id);
        }
    }

    private async Task<V1.ClassifyStreamResponse> AppendAsync(string id, OpenOutput output, V1.Append append, bool fits)
    {
        try
        {
            if (output.Refused) throw StreamOrderException.Closed();
            if (!fits) throw new ClassifierException(ErrorKind.TooLarge, $"An output grows to at most {_shared.Limits.OutputBytes} bytes.", "append.text");
            var reply = await output.Stream.AppendAsync(append.Text, _caller.Deadline, _cancel.Token);
            if (append.Final) reply = await output.Stream.FinishAsync(_cancel.Token);
            _shared.Metrics.Judged(reply);
            output.Last = ReplyWriter.Write(reply);
            output.Covered = output.Stream.Covered;
            if (append.Final) _open.Close(id, output);
            return Answer(id, output.Last, output.Covered, append.Final);
        }
        catch (StreamOrderException e)
        {
            return Refuse(id, e.Failure, final: true);
        }
        catch (Exception e) when (!_cancel.IsCancellationRequested)
        {
            // A piece is missing now, so no later verdict could cover the whole text.
            _open.Refuse(id, output);
            return Refuse(id, _shared.Failures.Report(e, Method, _caller.Deadline, _cancel.Token), final: true);
        }
    }

    private async Task<V1.ClassifyStreamResponse> FinishAsync(string id, OpenOutput output)
    {
        try
        {
            return Answer(id, ReplyWriter.Write(await output.Stream.FinishAsync(_cancel.Token)), output.Covered, final: true);
        }
        catch (Exception e) when (!_cancel.IsCancellationRequested)
        {
            return Refuse(id, _shared.Failures.Report(e, Method, _caller.Deadline, _cancel.Token), final: true);
        }
    }

    private async Task WriteAsync(V1.ClassifyStreamResponse response)
    {
        await _writing.WaitAsync(_cancel.Token);
        try
        {
            await _responses.WriteAsync(response, _cancel.Token);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static void CheckId(string id)
    {
        if (!IsValidId(id)) throw ClassifierException.Invalid("correlation_id", $"A correlation id has 1 to {MaxIdBytes} bytes.");
    }

    private static bool IsValidId(string id) => id.Length is > 0 and <= MaxIdBytes && Encoding.UTF8.GetByteCount(id) <= MaxIdBytes;

    private static V1.ClassifyStreamResponse Answer(string id, V1.ClassifyResponse response, long covered, bool final) =>
        new() { CorrelationId = id, Response = response, Covered = covered, Final = final };

    private static V1.ClassifyStreamResponse Refuse(string id, Failure failure, bool final) =>
        new() { CorrelationId = id, Refusal = failure.ToRefusal(), Final = final };
}
