using System.Collections.Concurrent;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>A model whose logits are written into the token ids, with gates and faults that a test sets.</summary>
internal sealed class FakeModel(ModelManifest manifest) : ISequenceModel
{
    private int _inFlight;

    public ModelManifest Manifest { get; set; } = manifest;
    public ConcurrentQueue<SequenceWork> Ran { get; } = new();
    public ConcurrentQueue<AdmissionRequest> Admitted { get; } = new();
    public int OpenTickets { get; private set; }
    public int MostInFlight { get; private set; }
    public Func<AdmissionRequest, Exception?> Refuse { get; set; } = _ => null;
    public Func<SequenceWork, Exception?> Fail { get; set; } = _ => null;
    public TaskCompletionSource? Gate { get; set; }

    public IDisposable Admit(in AdmissionRequest request)
    {
        if (Refuse(request) is { } refusal) throw refusal;
        Admitted.Enqueue(request);
        OpenTickets++;
        return new Ticket(this);
    }

    public async ValueTask<SequenceScores> ScoreAsync(SequenceWork work, CancellationToken cancellation)
    {
        var now = Interlocked.Increment(ref _inFlight);
        lock (Ran) MostInFlight = Math.Max(MostInFlight, now);
        try
        {
            if (Gate is { } gate) await gate.Task.WaitAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (Fail(work) is { } failure) throw failure;
            Ran.Enqueue(work);
            return new SequenceScores(Logits(work.Ids.Span), new RunTimings(10, 100, 2, work.Ids.Length, work.Ids.Length + 3, DispatchReason.Idle));
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>Token 1107 gives logit 7 to the first output, 2107 to the second (see <see cref="FakeEncoder"/>); without one it is −10.</summary>
    private float[] Logits(ReadOnlySpan<int> ids)
    {
        var logits = new float[Manifest.Outputs.Count];
        Array.Fill(logits, -10f);
        foreach (var id in ids)
        {
            var output = id / 1000;
            if (output >= 1 && output <= logits.Length) logits[output - 1] = Math.Max(logits[output - 1], id % 1000 - 100);
        }
        return logits;
    }

    private sealed class Ticket(FakeModel model) : IDisposable
    {
        public void Dispose() => model.OpenTickets--;
    }
}
