using System.Text;
using Classifier.Core;
using Classifier.Pipeline.Internal;

namespace Classifier.Pipeline.Streaming;

/// <summary>
/// An output that is still being written. Within a segment only windows that changed are run again. Once a segment is full
/// its verdict is kept and the next one begins with the tail of it, so that an append costs the same however long the output
/// grows, and an order that straddles the border is still seen whole.
/// </summary>
internal sealed class StreamedOutput(ContentClassifier classifier, ClassificationRequest context, PartRole role, PipelineOptions limits) : IStreamedOutput
{
    /// <summary>About five windows of English.</summary>
    private const int SegmentChars = 4096;
    private const int OverlapChars = 1024;

    private readonly StringBuilder _segment = new();
    private readonly WindowMemo _memo = new();
    private readonly string _outputId = context.OutputId ?? classifier.NewOutputId();
    private ClassificationReply? _settled;
    private long _segmentStart;
    private long _bytes;
    private char _pendingHigh;

    // A fingerprint is of the whole text, so that is kept where one is wanted; it is bounded as any text is.
    private readonly StringBuilder? _whole = context.SeenBefore is null ? null : new StringBuilder();
    private ClassificationReply? _last;

    public long Covered { get; private set; }

    public async ValueTask<ClassificationReply> AppendAsync(string text, long deadline, CancellationToken cancellation)
    {
        _bytes += Encoding.UTF8.GetByteCount(text);
        if (_bytes > limits.MaxTextBytes) throw RequestRules.TooLong(limits);

        var reply = _settled;
        var added = Join(text);
        for (var taken = 0; taken < added.Length || reply is null;)
        {
            var room = Math.Max(SegmentChars - _segment.Length, 1);
            var piece = Math.Min(room, added.Length - taken);
            _segment.Append(added, taken, piece);
            taken += piece;
            reply = Merge(_settled, await JudgeAsync(deadline, cancellation).ConfigureAwait(false));
            if (_segment.Length >= SegmentChars) Settle(reply);
        }
        Covered = _segmentStart + CodePoints(_segment);
        _whole?.Append(added);
        return _last = reply;
    }

    public async ValueTask<ClassificationReply> FinishAsync(CancellationToken cancellation)
    {
        if (_last is not { } last) throw new InvalidOperationException("Nothing was appended.");
        if (_whole is null) return last;
        var request = context with { Parts = [new ContentPart(role, _whole.ToString())], OutputId = _outputId };
        return await classifier.RecogniseAsync(request, last, cancellation).ConfigureAwait(false);
    }

    /// <summary>A surrogate pair may arrive in two pieces; its first half waits for the second.</summary>
    private string Join(string text)
    {
        var joined = _pendingHigh == '\0' ? text : _pendingHigh + text;
        _pendingHigh = '\0';
        if (joined.Length == 0 || !char.IsHighSurrogate(joined[^1])) return joined;
        _pendingHigh = joined[^1];
        return joined[..^1];
    }

    private async ValueTask<ClassificationReply> JudgeAsync(long deadline, CancellationToken cancellation)
    {
        var request = context with { Parts = [new ContentPart(role, _segment.ToString())], OutputId = _outputId, Deadline = deadline };
        var reply = await classifier.ClassifyAsync(request, _memo, cancellation).ConfigureAwait(false);
        _memo.Advance();
        return reply;
    }

    private void Settle(ClassificationReply verdict)
    {
        _settled = verdict;
        var cut = _segment.Length - OverlapChars;
        if (char.IsLowSurrogate(_segment[cut])) cut--;
        _segmentStart += CodePoints(_segment, cut);
        _segment.Remove(0, cut);
    }

    /// <summary>The worse of the settled and the fresh verdict, task by task; fresh evidence moves to where its segment stands.</summary>
    private ClassificationReply Merge(ClassificationReply? settled, ClassificationReply fresh)
    {
        var results = new List<TaskVerdict>(fresh.Results.Count);
        foreach (var result in fresh.Results)
        {
            var moved = _segmentStart == 0 ? result : result with { Evidence = Move(result.Evidence) };
            results.Add(Worse(Find(settled, result.Task), moved));
        }
        var decision = Decision.Allow;
        foreach (var result in results) decision = Decisions.Strictest(decision, result.Decision);
        return fresh with { Results = results, Decision = decision, Fallback = decision == fresh.Decision ? fresh.Fallback : settled!.Fallback };
    }

    private static TaskVerdict Worse(TaskVerdict? settled, TaskVerdict fresh)
    {
        if (settled is null || settled.Decision < fresh.Decision) return fresh;
        if (settled.Decision > fresh.Decision) return settled;
        return (settled.Score?.Value ?? 0) > (fresh.Score?.Value ?? 0) ? settled : fresh;
    }

    private static TaskVerdict? Find(ClassificationReply? reply, TaskKind task)
    {
        if (reply is null) return null;
        foreach (var result in reply.Results)
            if (result.Task == task) return result;
        return null;
    }

    private List<Evidence> Move(IReadOnlyList<Evidence> evidence)
    {
        var moved = new List<Evidence>(evidence.Count);
        foreach (var e in evidence) moved.Add(e with { Start = (int)(e.Start + _segmentStart) });
        return moved;
    }

    private static long CodePoints(StringBuilder text, int? length = null)
    {
        var n = length ?? text.Length;
        long count = 0;
        for (var i = 0; i < n; i++)
            if (!char.IsLowSurrogate(text[i])) count++;
        return count;
    }
}
