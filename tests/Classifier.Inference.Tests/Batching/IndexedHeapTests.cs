using Classifier.Core;
using Classifier.Inference.Batching.Internal;
using CsCheck;

namespace Classifier.Inference.Tests.Batching;

public sealed class IndexedHeapTests
{
    private sealed class Entry() : WorkEntry(1, "t", WorkClass.Interactive, long.MaxValue)
    {
        public static Entry At(long due, long sequence) => new() { Due = due, Sequence = sequence };
        public override void Fail(Exception reason) => throw reason;
        public override string ToString() => $"{Due}/{Sequence}";
    }

    [Fact]
    public void It_gives_what_a_sorted_set_gives_under_any_adds_and_removals() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 99]).Array[0, 300].Sample(steps =>
        {
            var heap = new IndexedHeap<ByDue>();
            var model = new SortedSet<WorkEntry>(Comparer<WorkEntry>.Create((a, b) => (a.Due, a.Sequence).CompareTo((b.Due, b.Sequence))));
            var sequence = 0;
            foreach (var (due, pick) in steps)
            {
                if (pick < 60 || model.Count == 0)
                {
                    var entry = Entry.At(due, sequence++);
                    heap.Add(entry);
                    model.Add(entry);
                }
                else
                {
                    var victim = model.ElementAt(pick % model.Count);
                    heap.Remove(victim);
                    model.Remove(victim);
                    Assert.Equal(-1, victim.DueSlot);
                }
                Assert.Equal(model.Count, heap.Count);
                Assert.Same(model.Min, heap.First);
            }
        }, iter: 300);
}
