using System.Collections.Concurrent;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;

namespace Classifier.Server.Tests.Fakes;

/// <summary>Logits that tell which ids were scored: their sum, their count and the first.</summary>
internal sealed class FakeSequenceModel(ModelManifest manifest) : ISequenceModel
{
    private int _tickets;

    public ModelManifest Manifest => manifest;
    public ConcurrentQueue<AdmissionRequest> Admitted { get; } = [];
    public ConcurrentQueue<SequenceWork> Scored { get; } = [];
    public int OpenTickets => _tickets;
    public Func<SequenceWork, CancellationToken, ValueTask>? OnScore { get; set; }
    public Action<AdmissionRequest>? OnAdmit { get; set; }

    public IDisposable Admit(in AdmissionRequest request)
    {
        OnAdmit?.Invoke(request);
        Admitted.Enqueue(request);
        Interlocked.Increment(ref _tickets);
        return new Ticket(this);
    }

    public async ValueTask<SequenceScores> ScoreAsync(SequenceWork work, CancellationToken cancellation)
    {
        Scored.Enqueue(work);
        if (OnScore is { } script) await script(work, cancellation);
        var ids = work.Ids.ToArray();
        return new SequenceScores(new float[] { ids.Sum(), ids.Length, ids[0] }, new RunTimings(0, 0, 1, ids.Length, ids.Length, DispatchReason.Idle));
    }

    private sealed class Ticket(FakeSequenceModel model) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref model._tickets);
    }
}
