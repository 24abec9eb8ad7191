namespace Classifier.Peers;

/// <summary>A run a request, so many at a time.</summary>
internal sealed class PerRequestScorer(PackedGraph graph, int concurrency) : IScorer, IDisposable
{
    private readonly SemaphoreSlim _gate = new(concurrency, concurrency);

    public async Task<Scored> ScoreAsync(int[] ids)
    {
        await _gate.WaitAsync();
        try
        {
            return new(graph.Run([ids])[0], 1, ids.Length, ids.Length);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
