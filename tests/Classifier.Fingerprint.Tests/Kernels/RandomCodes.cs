namespace Classifier.Fingerprint.Tests.Kernels;

internal static class RandomCodes
{
    public static Hash256[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        ulong Word() => (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        return [.. Enumerable.Range(0, count).Select(_ => new Hash256(Word(), Word(), Word(), Word()))];
    }
}
