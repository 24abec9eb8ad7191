using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;
using Classifier.Inference.SelfTests;

namespace Classifier.Inference.Models;

/// <summary>A model with its sessions behind a batcher.</summary>
internal sealed class ServedModel : ISequenceModel, IServedModel
{
    private readonly LoadedGraph _graph;
    private readonly DynamicBatcher<ReadOnlyMemory<int>, float[]> _batcher;

    public ServedModel(LoadedGraph graph, DynamicBatcher<ReadOnlyMemory<int>, float[]> batcher) => (_graph, _batcher) = (graph, batcher);

    public ModelManifest Manifest => _graph.Manifest;
    public string Variant => _graph.Variant.Name;
    public string Provider => _graph.Variant.Provider;
    public InstancePlan Plan => _graph.Plan;
    public QueueFigures Figures => _batcher.Figures;

    public IDisposable Admit(in AdmissionRequest request) => _batcher.Admit(request);

    public async ValueTask<SequenceScores> ScoreAsync(SequenceWork work, CancellationToken cancellation)
    {
        Check(work.Ids.Span);
        var batched = await _batcher.SubmitAsync(work.Ids, work.Ids.Length, work.Tenant, work.Class, work.Deadline, cancellation).ConfigureAwait(false);
        return new(batched.Result, batched.Timings);
    }

    public IReadOnlyList<SelfTestReport> SelfTest()
    {
        using var session = _graph.CreateSession();
        return [SelfTests.SelfTest.Run(Manifest, _graph.Variant, session)];
    }

    public void KeepLatencies(LatencyStore store) => store.Write(_graph.Key, _batcher.Latency.Current);

    /// <summary>Stops taking work and waits for what was taken.</summary>
    public Task DrainAsync(CancellationToken cancellation) => _batcher.DrainAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _batcher.DisposeAsync().ConfigureAwait(false);
        _graph.Dispose();
    }

    /// <summary>What a graph would refuse is refused here, before it can fail the others of its batch.</summary>
    private void Check(ReadOnlySpan<int> ids)
    {
        if (ids.IsEmpty) throw ClassifierException.Invalid("ids", "a sequence has no ids");
        if (ids.Length > Manifest.Limits.MaxLength)
            throw new ClassifierException(ErrorKind.TooLarge, $"a sequence has more than {Manifest.Limits.MaxLength} ids", "ids");
        var vocabulary = (uint)(Manifest.Limits.Vocabulary ?? int.MaxValue);
        foreach (var id in ids)
            if ((uint)id >= vocabulary) throw ClassifierException.Invalid("ids", "an id lies outside the vocabulary");
    }
}
