using System.Collections.Concurrent;
using Classifier.Core;
using Classifier.Inference.Batching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Batching;

/// <summary>Real threads and real time. Asserts counts, never durations.</summary>
public sealed class DynamicBatcherStressTests
{
    private sealed class CountingRunner(ConcurrentDictionary<int, int> runs) : IBatchRunner<int, int>
    {
        private int _inside;

        public int Run(ReadOnlySpan<int> items, Span<int> results)
        {
            Assert.Equal(1, Interlocked.Increment(ref _inside));
            for (var i = 0; i < items.Length; i++)
            {
                runs.AddOrUpdate(items[i], 1, (_, n) => n + 1);
                results[i] = -items[i];
            }
            Interlocked.Decrement(ref _inside);
            // Every hundredth batch breaks.
            return items[0] % 100 == 99 ? throw new InvalidOperationException("broken") : items.Length * 128;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Every_item_completes_exactly_once_under_concurrent_submits_cancels_and_faults(int instances)
    {
        const int Callers = 8;
        const int Each = 4000;
        var runs = new ConcurrentDictionary<int, int>();
        int ok = 0, faults = 0, refused = 0, cancelled = 0, late = 0, wrong = 0;
        var runners = Enumerable.Range(0, instances).Select(_ => new CountingRunner(runs)).ToArray();
        await using var batcher = new DynamicBatcher<int, int>(runners, new() { Buckets = LengthBuckets.Default(128), QueueCost = 3000, MaxPreparing = 4 }, TimeProvider.System, NullLogger.Instance);
        var second = TimeProvider.System.TimestampFrequency;

        async Task Call(int caller)
        {
            var random = new Random(caller);
            for (var i = 0; i < Each; i += 8)
            {
                var burst = Enumerable.Range(caller * Each + i, 8).Select(id => One(id, random.Next(1, 129), random.Next(8), random.Next(2)));
                await Task.WhenAll(burst.ToArray());
            }

            async Task One(int id, int length, int dice, int cls)
            {
                using var hangUp = new CancellationTokenSource();
                var now = TimeProvider.System.GetTimestamp();
                var deadline = dice switch { 0 => now + second / 10_000, 1 => now + second * 30, _ => long.MaxValue };
                try
                {
                    using var ticket = dice == 2 ? batcher.Admit(new(length * 4L, $"t{caller % 3}", (WorkClass)cls, deadline)) : null;
                    var work = batcher.SubmitAsync(id, length, $"t{caller % 3}", (WorkClass)cls, deadline, hangUp.Token);
                    if (dice == 3) await hangUp.CancelAsync();
                    var done = await work;
                    if (done.Result != -id) Interlocked.Increment(ref wrong);
                    Interlocked.Increment(ref ok);
                }
                catch (ClassifierException e) when (e.Kind == ErrorKind.DeadlineExceeded)
                {
                    Interlocked.Increment(ref late);
                }
                catch (ClassifierException)
                {
                    Interlocked.Increment(ref refused);
                }
                catch (ModelFaultException)
                {
                    Interlocked.Increment(ref faults);
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(c => Task.Run(() => Call(c)))).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(Callers * Each, ok + faults + refused + cancelled + late);
        Assert.Equal(0, wrong);
        Assert.All(runs, r => Assert.Equal(1, r.Value));
        Assert.True(ok > Callers * Each / 4);
        await batcher.DrainAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
        var figures = batcher.Figures;
        Assert.Equal((0, 0L), (figures.QueuedItems, figures.QueuedCost));
        Assert.Equal(runs.Count, figures.Items);
    }
}
