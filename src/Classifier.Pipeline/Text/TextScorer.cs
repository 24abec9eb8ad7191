using System.Runtime.ExceptionServices;
using System.Text;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Pipeline.Streaming;
using Classifier.Text;

namespace Classifier.Pipeline.Text;

/// <summary>Runs an item's text parts through one model: gate 1, tokens, gate 2, logits of every window.</summary>
internal static class TextScorer
{
    /// <summary>Scores every window of every text part; all or none.</summary>
    public static async ValueTask<List<WindowScore>> ScoreAsync(
        ISequenceModel model, ITextEncoder encoder, ClassificationRequest request, WindowMemo? memo, int maxInFlight,
        CancellationToken cancellation)
    {
        // Gate 1 stands before the tokeniser, so that a refusal under load costs next to nothing.
        List<WindowScore> windows;
        using (model.Admit(new AdmissionRequest(Cost(model, encoder, request, maxInFlight), request.Tenant, request.Class, request.Deadline)))
            windows = Cut(encoder, request, cancellation);

        var scorer = new WindowScorer(model, request, memo);
        if (windows.Count == 1) windows[0] = await scorer.ScoreAsync(windows[0], cancellation).ConfigureAwait(false);
        else if (windows.Count > 1) await ScoreManyAsync(scorer, windows, maxInFlight, cancellation).ConfigureAwait(false);
        return windows;
    }

    /// <summary>
    /// What the queue will hold of this item: the likely cost, since the safe bound is tens of times what real text costs and
    /// would refuse ordinary requests; and never more than the windows that it may have in flight.
    /// </summary>
    private static long Cost(ISequenceModel model, ITextEncoder encoder, ClassificationRequest request, int maxInFlight)
    {
        long cost = 0;
        foreach (var part in request.Parts)
            if (TextParts.IsScored(part))
                cost += encoder.CostEstimate(Encoding.UTF8.GetByteCount(part.Text!));
        return Math.Min(cost, (long)maxInFlight * model.Manifest.Limits.MaxLength);
    }

    private static List<WindowScore> Cut(ITextEncoder encoder, ClassificationRequest request, CancellationToken cancellation)
    {
        var windows = new List<WindowScore>();
        for (var i = 0; i < request.Parts.Count; i++)
        {
            var part = request.Parts[i];
            if (!TextParts.IsScored(part)) continue;
            var direction = PartRoles.Judge(part.Role, request.Direction);
            foreach (var window in encoder.Encode(part.Text!, cancellation).Windows)
                windows.Add(new WindowScore(i, direction, window, default));
        }
        return windows;
    }

    /// <summary>A bounded number at a time. The first failure takes the rest out of the queue: half a verdict is none.</summary>
    private static async Task ScoreManyAsync(
        WindowScorer scorer, List<WindowScore> windows, int maxInFlight, CancellationToken cancellation)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = -1;
        ExceptionDispatchInfo? first = null;
        var workers = new Task[Math.Min(maxInFlight, windows.Count)];
        for (var w = 0; w < workers.Length; w++) workers[w] = WorkAsync();
        await Task.WhenAll(workers).ConfigureAwait(false);

        // What failed first is what the caller should see, not the cancellations that followed from it.
        first?.Throw();

        async Task WorkAsync()
        {
            try
            {
                int i;
                while ((i = Interlocked.Increment(ref next)) < windows.Count)
                    windows[i] = await scorer.ScoreAsync(windows[i], rest.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(e), null);
                await rest.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private readonly struct WindowScorer(ISequenceModel model, ClassificationRequest request, WindowMemo? memo)
    {
        public async ValueTask<WindowScore> ScoreAsync(WindowScore window, CancellationToken cancellation)
        {
            var (ids, id) = (window.Window.Ids, model.Manifest.Id);
            if (memo is not null && memo.TryGet(id, ids, out var known)) return window with { Scores = known };
            var scores = await model.ScoreAsync(new SequenceWork(ids, request.Tenant, request.Class, request.Deadline), cancellation)
                .ConfigureAwait(false);
            memo?.Put(id, ids, scores);
            return window with { Scores = scores };
        }
    }
}
