using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Inference;

/// <summary>A served model that scores token sequences through its batcher. Thread-safe.</summary>
public interface ISequenceModel
{
    ModelManifest Manifest { get; }

    /// <summary>
    /// Gate 1: refuses before anything is spent. The ticket bounds the work that is being prepared; dispose it when the
    /// work was submitted or given up.
    /// </summary>
    /// <exception cref="ClassifierException">
    /// <see cref="ErrorKind.DeadlineUnmeetable"/>, <see cref="ErrorKind.QuotaExceeded"/>, <see cref="ErrorKind.Overloaded"/> or
    /// <see cref="ErrorKind.ShuttingDown"/>, with a retry time.
    /// </exception>
    IDisposable Admit(in AdmissionRequest request);

    /// <summary>Gate 2 and the run: scores one sequence.</summary>
    /// <exception cref="ClassifierException">As <see cref="Admit"/>, and <see cref="ErrorKind.DeadlineExceeded"/> once it has passed.</exception>
    /// <exception cref="ModelFaultException">The run failed or gave a value that is not a number.</exception>
    ValueTask<SequenceScores> ScoreAsync(SequenceWork work, CancellationToken cancellation);
}

/// <summary>What gate 1 knows.</summary>
/// <param name="Cost">What the queue may have to hold of it, in tokens.</param>
/// <param name="Tenant">Who asks.</param>
/// <param name="Class">How urgent.</param>
/// <param name="Deadline">Timestamp of the injected <see cref="TimeProvider"/>; <see cref="long.MaxValue"/> for none.</param>
public readonly record struct AdmissionRequest(long Cost, string Tenant, WorkClass Class, long Deadline);

/// <summary>One sequence to score.</summary>
/// <param name="Ids">Token ids, start and end tokens included; not longer than the manifest's limit.</param>
/// <param name="Tenant">Who asks.</param>
/// <param name="Class">How urgent.</param>
/// <param name="Deadline">Timestamp of the injected <see cref="TimeProvider"/>; <see cref="long.MaxValue"/> for none.</param>
public readonly record struct SequenceWork(ReadOnlyMemory<int> Ids, string Tenant, WorkClass Class, long Deadline);

/// <summary>A sequence's logits, one an output of the manifest, in its order.</summary>
public readonly record struct SequenceScores(ReadOnlyMemory<float> Logits, RunTimings Timings);
