using Classifier.Core;

namespace Classifier.Pipeline;

/// <summary>Judges items: one request's way through the system. Thread-safe.</summary>
public interface IContentClassifier
{
    /// <summary>Tasks that can be asked for now.</summary>
    IReadOnlyCollection<TaskKind> Tasks { get; }

    /// <summary>Judges an item.</summary>
    /// <exception cref="ClassifierException">The request is malformed, too large, refused for load or late. Never for what the content is.</exception>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    ValueTask<ClassificationReply> ClassifyAsync(ClassificationRequest request, CancellationToken cancellation);

    /// <summary>Opens an output that is still being generated.</summary>
    /// <param name="context">Its parts are ignored.</param>
    /// <param name="role">Who writes.</param>
    /// <exception cref="ClassifierException">NotFound: it asks for a fingerprint bank that does not exist.</exception>
    IStreamedOutput OpenOutput(ClassificationRequest context, PartRole role);
}

/// <summary>A growing text. Not thread-safe: one append at a time.</summary>
public interface IStreamedOutput
{
    /// <summary>Adds a piece and judges all text so far; only windows that changed are scored.</summary>
    ValueTask<ClassificationReply> AppendAsync(string text, long deadline, CancellationToken cancellation);

    /// <summary>
    /// Ends the output: the last verdict, with what the fingerprint banks know of the whole text where the context asks. Call it after
    /// at least one append.
    /// </summary>
    ValueTask<ClassificationReply> FinishAsync(CancellationToken cancellation);

    /// <summary>Code points that the last verdict covers.</summary>
    long Covered { get; }
}
