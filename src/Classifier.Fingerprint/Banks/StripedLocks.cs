namespace Classifier.Fingerprint.Banks;

/// <summary>Locks by key, a fixed number of them, held over asynchronous work. Keys may share one.</summary>
internal sealed class StripedLocks : IDisposable
{
    private const int Stripes = 256;

    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the locks of all keys, always in one order, so that no two callers wait for each other.</summary>
    /// <returns>Releases them.</returns>
    public async Task<IDisposable> HoldAsync(IReadOnlyList<ulong> keys)
    {
        SemaphoreSlim[] wanted = [.. keys.Select(key => (int)(key % Stripes)).Distinct().Order().Select(stripe => _stripes[stripe])];
        foreach (var stripe in wanted)
            await stripe.WaitAsync();
        return new Held(wanted);
    }

    public void Dispose()
    {
        foreach (var stripe in _stripes)
            stripe.Dispose();
    }

    private sealed class Held(SemaphoreSlim[] stripes) : IDisposable
    {
        public void Dispose()
        {
            foreach (var stripe in stripes)
                stripe.Release();
        }
    }
}
