using Classifier.Core;
using Classifier.Imaging;
using Classifier.Inference;

namespace Classifier.Pipeline.Ocr;

/// <summary>Reads the text in pictures. Thread-safe.</summary>
public interface IPictureReader
{
    /// <summary>How the reader's model stands: Ok, Suspended or Error; null where there is none here at all.</summary>
    TaskOutcome? Readiness { get; }

    /// <summary>Gate 1 for one picture, by its header alone. Dispose what comes back.</summary>
    /// <param name="frames">How many of its frames will be decoded.</param>
    /// <exception cref="ClassifierException">Refused for load or late; ModelUnavailable where nothing reads pictures.</exception>
    IPictureReading Admit(PictureWork work, in ImageHeader header, int frames);
}

/// <summary>An admitted picture.</summary>
public interface IPictureReading : IDisposable
{
    /// <summary>How the pixels are wanted; as many as there are will do too.</summary>
    DecodeRequest Wanted { get; }

    /// <summary>Reads every frame of the decoded picture, which stays the caller's.</summary>
    /// <returns>One a frame; empty where it holds no text.</returns>
    /// <exception cref="ClassifierException">Refused for load or late.</exception>
    /// <exception cref="ModelFaultException">The model failed.</exception>
    ValueTask<IReadOnlyList<OcrText>> ReadAsync(DecodedImage picture, CancellationToken cancellation);
}

/// <summary>For whom a picture is read.</summary>
/// <param name="Deadline">Timestamp of the injected <see cref="TimeProvider"/>; <see cref="long.MaxValue"/> for none.</param>
public readonly record struct PictureWork(string Tenant, WorkClass Class, long Deadline);
