using BenchmarkDotNet.Attributes;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Batching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Benchmarks.Batching;

/// <summary>What the batcher itself costs an item: a runner that does nothing stands where the model would.</summary>
[MemoryDiagnoser]
public class BatcherBenchmarks
{
    private const int Burst = 1024;
    private readonly Task[] _waiting = new Task[Burst];
    private DynamicBatcher<int, int> _batcher = null!;
    private DynamicBatcher<int, int> _full = null!;
    private readonly ManualResetEventSlim _stuck = new();

    [GlobalSetup]
    public void SetUp()
    {
        _batcher = Make(new Nothing(), new BatcherOptions { QueueCost = 1 << 30, MaxPreparing = 1 << 20, TenantShare = 1 });
        // One batch runs for ever and one item fills the queue, so that gate 1 refuses whatever comes.
        _full = Make(new Stuck(_stuck), new BatcherOptions { QueueCost = 512, TenantShare = 1 });
        for (var i = 0; i < 3; i++) _ = _full.SubmitAsync(0, 512, "t", WorkClass.Interactive, long.MaxValue).AsTask();
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        _stuck.Set();
        await _batcher.DisposeAsync();
        await _full.DisposeAsync();
    }

    /// <summary>Admission, queue, forming, completion; an item.</summary>
    [Benchmark(OperationsPerInvoke = Burst)]
    public Task SubmitBurst()
    {
        for (var i = 0; i < Burst; i++)
            _waiting[i] = _batcher.SubmitAsync(i, 16 + i % 200, (i & 7) == 0 ? "a" : "b", WorkClass.Interactive, long.MaxValue).AsTask();
        return Task.WhenAll(_waiting);
    }

    /// <summary>Zero company: the path of a lone request.</summary>
    [Benchmark]
    public async Task<int> SubmitOne() => (await _batcher.SubmitAsync(1, 64, "a", WorkClass.Interactive, long.MaxValue)).Result;

    /// <summary>Gate 1 says no.</summary>
    [Benchmark]
    public bool Refuse()
    {
        try
        {
            _full.Admit(new AdmissionRequest(512, "t", WorkClass.Interactive, long.MaxValue)).Dispose();
            return false;
        }
        catch (ClassifierException)
        {
            return true;
        }
    }

    private static DynamicBatcher<int, int> Make(IBatchRunner<int, int> runner, BatcherOptions options) =>
        new([runner], options, TimeProvider.System, NullLogger.Instance);

    private sealed class Nothing : IBatchRunner<int, int>
    {
        public int Run(ReadOnlySpan<int> items, Span<int> results)
        {
            items.CopyTo(results);
            return items.Length;
        }
    }

    private sealed class Stuck(ManualResetEventSlim gate) : IBatchRunner<int, int>
    {
        public int Run(ReadOnlySpan<int> items, Span<int> results)
        {
            gate.Wait();
            return items.Length;
        }
    }
}
