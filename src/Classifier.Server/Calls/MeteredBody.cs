using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Server.Calls;

/// <summary>A request's body whose bytes count in <see cref="IncomingBytes"/> until they are consumed as a message.</summary>
internal sealed class MeteredBody(PipeReader body, IncomingBytes budget) : PipeReader, IRequestBodyPipeFeature, IDisposable
{
    private ReadResult _last;
    private long _held;

    /// <summary>The budget had no room for this body.</summary>
    public bool Refused { get; private set; }

    public PipeReader Reader => this;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Meter(await body.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        if (!body.TryRead(out result)) return false;
        Meter(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _held = budget.Change(_held, Math.Min(_held + IncomingBytes.Free, _last.Buffer.Slice(consumed).Length));
        body.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => body.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        Dispose();
        body.Complete(exception);
    }

    public void Dispose() => _held = budget.Change(_held, 0);

    private ReadResult Meter(in ReadResult read)
    {
        _last = read;
        try
        {
            _held = budget.Change(_held, read.Buffer.Length);
        }
        catch
        {
            Refused = true;
            throw;
        }
        return read;
    }
}
