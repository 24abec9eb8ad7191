using System.Collections.Concurrent;
using System.Diagnostics;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>ONNX Runtime alone on a thread of its own that stays on one core.</summary>
internal sealed class PinnedRuntime : IDisposable
{
    private readonly BlockingCollection<Action<BareRuntime>> _work = [];
    private readonly Thread _thread;

    public PinnedRuntime(string graph, int core)
    {
        _thread = new Thread(() =>
        {
            Cores.PinCallingThread(core);
            using var runtime = new BareRuntime(graph);
            foreach (var action in _work.GetConsumingEnumerable()) action(runtime);
        });
        _thread.Start();
    }

    public Task<T> RunAsync<T>(Func<BareRuntime, T> measure)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(runtime =>
        {
            try { done.SetResult(measure(runtime)); }
            catch (Exception e) { done.SetException(e); }
        });
        return done.Task;
    }

    /// <summary>Seconds of one run of one text.</summary>
    public Task<double> TimeOneAsync(int[] ids) => RunAsync(runtime =>
    {
        var input = PackedInputs.Of([ids]);
        var start = Stopwatch.GetTimestamp();
        runtime.Run(input);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var value in input.Values) value.Dispose();
        return elapsed;
    });

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
