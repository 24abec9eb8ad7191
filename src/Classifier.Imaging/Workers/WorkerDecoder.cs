using Classifier.Core;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Imaging.Workers;

/// <summary>
/// Decodes in a pool of worker processes. Headers are read and limits held here, in managed code; pixels and the libraries that make
/// them stay in a worker. A worker that crashes, hangs or exceeds its limits costs the one request it was on.
/// </summary>
public sealed class WorkerDecoder : IImageDecoder, IDisposable
{
    private readonly WorkerPool _pool;
    private readonly WorkerSlot[] _slots;
    private bool _disposed;

    /// <summary>Starts the workers and does not wait for them.</summary>
    /// <exception cref="ClassifierException">An option is out of range, or there is no program to run.</exception>
    public WorkerDecoder(ImagingOptions options, TimeProvider? time = null, ILogger<WorkerDecoder>? logger = null)
    {
        options.Validate();
        ILogger log = logger ?? NullLogger<WorkerDecoder>.Instance;
        _pool = new WorkerPool(options, WorkerCommand.Resolve(options.Workers.Command), time ?? TimeProvider.System, log);
        _slots = [.. Enumerable.Range(0, options.Workers.Count).Select(number => new WorkerSlot(_pool, number))];
        foreach (var slot in _slots)
            slot.Start();
    }

    /// <summary>Ends when all workers are up.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.ModelUnavailable"/>: one does not start.</exception>
    public Task Ready => Task.WhenAll(_slots.Select(slot => slot.Ready));

    public WorkerSnapshot Snapshot => _pool.Counters.Snapshot(_pool.Waiting, _slots.Length);

    internal IReadOnlyList<int> ProcessIds => [.. _slots.Select(slot => slot.ProcessId).OfType<int>()];

    public ImageHeader Probe(ReadOnlySpan<byte> encoded)
    {
        var header = BoundedProbe.Read(encoded, _pool.Limits);
        return _pool.Options.Decoder == ImageDecoderKind.ImageSharp ? ImageSharpReader.Served(header) : header;
    }

    /// <summary>
    /// As <see cref="IImageDecoder.DecodeAsync"/>. Cancelling takes a waiting picture out; one that is being decoded is decoded to
    /// its end, which the time limit bounds, since its bytes are the caller's.
    /// </summary>
    /// <exception cref="ClassifierException">
    /// Also <see cref="ErrorKind.Overloaded"/>: too many pictures wait; <see cref="ErrorKind.ShuttingDown"/>: disposed.
    /// </exception>
    public async ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var job = new DecodeJob(encoded, WorkerRequest.Of(encoded.Length, Admit(encoded.Span), request), cancellation);
        if (!_pool.TryEnter())
        {
            _pool.Counters.Overloaded();
            throw new ClassifierException(ErrorKind.Overloaded, "Too many pictures wait to be decoded.");
        }

        Enqueue(job);
        await using (cancellation.UnsafeRegister(static state => ((DecodeJob)state!).CancelIfWaiting(), job))
            return await job.Task;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _pool.Jobs.CompleteAdding();
        foreach (var slot in _slots)
            slot.Stop();
        foreach (var slot in _slots)
            slot.Dispose();
        _pool.Jobs.Dispose();
    }

    private ImageHeader Admit(ReadOnlySpan<byte> encoded)
    {
        try
        {
            return Probe(encoded);
        }
        catch (ClassifierException)
        {
            _pool.Counters.Refused();
            throw;
        }
    }

    private void Enqueue(DecodeJob job)
    {
        try
        {
            _pool.Jobs.Add(job, CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            _pool.Answered();
            throw new ClassifierException(ErrorKind.ShuttingDown, "Image workers are stopping.");
        }
    }
}
