using System.Runtime.Intrinsics;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>Sums of 64 columns side by side.</summary>
internal static unsafe class SlidingSum
{
    public static void Add(Span<float> sums, float* gained)
    {
        fixed (float* sum = sums)
            for (var x = 0; x < PdqTransform.Side; x += 8)
                (Vector256.Load(sum + x) + Vector256.Load(gained + x)).Store(sum + x);
    }

    public static void Slide(Span<float> sums, float* gained, float* lost)
    {
        fixed (float* sum = sums)
            for (var x = 0; x < PdqTransform.Side; x += 8)
                (Vector256.Load(sum + x) + Vector256.Load(gained + x) - Vector256.Load(lost + x)).Store(sum + x);
    }

    public static void Divide(ReadOnlySpan<float> sums, float count, Span<float> means)
    {
        fixed (float* sum = sums, mean = means)
            for (var x = 0; x < PdqTransform.Side; x += 8)
                (Vector256.Load(sum + x) / Vector256.Create(count)).Store(mean + x);
    }
}
