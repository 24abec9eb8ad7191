using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Inference;

/// <summary>
/// A served model of the family <c>image</c>: one or more graphs over planar float pictures, each behind a batcher of its own
/// whose cost is counted in pixels. Thread-safe.
/// </summary>
public interface IImageModel
{
    ModelManifest Manifest { get; }

    /// <summary>Gate 1 of a graph: refuses before anything is decoded. Dispose the ticket when the work was submitted or given up.</summary>
    /// <param name="graph">A name among <see cref="ModelManifest.Graphs"/>.</param>
    /// <param name="request">Its cost is in pixels, as the picture's header tells them.</param>
    /// <exception cref="ClassifierException">
    /// <see cref="ErrorKind.DeadlineUnmeetable"/>, <see cref="ErrorKind.QuotaExceeded"/>, <see cref="ErrorKind.Overloaded"/> or
    /// <see cref="ErrorKind.ShuttingDown"/>, with a retry time.
    /// </exception>
    IDisposable Admit(string graph, in AdmissionRequest request);

    /// <summary>Gate 2 and the run. Pictures of equal shape share a batch.</summary>
    /// <exception cref="ClassifierException">As <see cref="Admit"/>; <see cref="ErrorKind.InvalidArgument"/>: a shape that the graph does not take.</exception>
    /// <exception cref="ModelFaultException">The run failed or gave a value that is not a number.</exception>
    ValueTask<ImageOutputs> RunAsync(string graph, ImageWork work, CancellationToken cancellation);
}

/// <summary>A picture as a graph takes it.</summary>
/// <param name="Values">[3, H, W], the caller's normalisation; not changed until the run ends.</param>
/// <param name="Height">Rows; within the graph's <see cref="ImageSide"/>.</param>
/// <param name="Width">Columns; within the graph's <see cref="ImageSide"/>.</param>
public readonly record struct ImageInput(ReadOnlyMemory<float> Values, int Height, int Width)
{
    public const int Channels = 3;

    /// <summary>What it costs.</summary>
    public int Pixels => Height * Width;
}

/// <summary>One picture to run.</summary>
/// <param name="Deadline">Timestamp of the injected <see cref="TimeProvider"/>; <see cref="long.MaxValue"/> for none.</param>
public readonly record struct ImageWork(ImageInput Input, string Tenant, WorkClass Class, long Deadline);

/// <summary>What a graph says of one picture, one tensor an output of the manifest, in its order.</summary>
public readonly record struct ImageOutputs(IReadOnlyList<ImageTensor> Tensors, RunTimings Timings);

/// <summary>One output for one picture.</summary>
/// <param name="Shape">Without the batch's dimension; for <see cref="ImageReduction.ArgMax"/> the last one is 2: index and value.</param>
/// <param name="Values">Row-major.</param>
public sealed record ImageTensor(IReadOnlyList<int> Shape, float[] Values);
