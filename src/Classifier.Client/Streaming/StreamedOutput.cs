using Classifier.V1;

namespace Classifier.Client.Streaming;

/// <summary>
/// An output that is still being generated, judged as it grows. One append at a time. It lives on one connection: when
/// that breaks, or an append times out, the output has to be opened anew.
/// </summary>
public sealed class StreamedOutput
{
    private readonly ClassifierSession _session;
    private readonly StreamConnection _connection;
    private readonly string _id;
    private readonly Context _context;
    private readonly Role _role;
    private bool _opened;

    internal StreamedOutput(ClassifierSession session, StreamConnection connection, string id, Context context, Role role)
    {
        _session = session;
        _connection = connection;
        _id = id;
        _context = context;
        _role = role;
    }

    /// <summary>Code points that the last verdict covers.</summary>
    public long Covered { get; private set; }

    /// <summary>True after the last piece was answered, or the server closed the output.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Adds a piece and returns the verdict on all text so far.</summary>
    /// <param name="final">True with the last piece, which may be empty.</param>
    /// <exception cref="ClassifierClientException">The piece was refused, or the connection broke.</exception>
    /// <exception cref="InvalidOperationException">The output was final already, or another append is under way.</exception>
    public async Task<ClassifyResponse> AppendAsync(
        string text, bool final = false, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (IsFinal) throw new InvalidOperationException("The output is final.");
        var append = new Append { Text = text, Final = final };
        if (!_opened)
        {
            append.Context = _context;
            append.Role = _role;
        }
        _session.RefuseTooLarge(append.CalculateSize());
        var message = new ClassifyStreamRequest { CorrelationId = _id, Append = append };
        _opened = true;
        var answer = await _session.ExchangeAsync(_connection, message, timeout ?? _session.Timeout, cancellation).ConfigureAwait(false);
        Covered = answer.Covered;
        IsFinal = answer.Final;
        return ClassifierSession.Verdict(answer);
    }
}
