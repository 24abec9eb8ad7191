using Classifier.Core;
using Classifier.Inference;

namespace Classifier.Pipeline.Ocr;

/// <summary>Reads the text in pictures. Thread-safe.</summary>
public interface IPictureReader
{
    /// <summary>How the reader's model stands: Ok, Suspended or Error; null where there is none here at all.</summary>
    TaskOutcome? Readiness { get; }

    /// <summary>Reads one picture; empty where it holds no text.</summary>
    /// <exception cref="ClassifierException">
    /// The picture is damaged, too large or of a format that is not served (<see cref="ClassifierException.Field"/> is
    /// <see cref="PictureWork.Field"/>), or the work was refused for load or is late.
    /// </exception>
    /// <exception cref="ModelFaultException">The model failed.</exception>
    ValueTask<OcrText> ReadAsync(PictureWork work, CancellationToken cancellation);
}

/// <summary>A picture to read.</summary>
/// <param name="Encoded">The file's bytes.</param>
/// <param name="Field">How errors call it.</param>
/// <param name="Deadline">Timestamp of the injected <see cref="TimeProvider"/>; <see cref="long.MaxValue"/> for none.</param>
public readonly record struct PictureWork(ReadOnlyMemory<byte> Encoded, string Field, string Tenant, WorkClass Class, long Deadline);
