using Classifier.Core;
using Classifier.Inference;
using Classifier.Pipeline.Images;
using Classifier.Pipeline.Ocr;

namespace Classifier.Pipeline.Internal;

/// <summary>
/// An item whose pictures were read: what stands in them takes their place as text. Whoever shows a picture, its text is data
/// to the model, so it is judged like a document's, unless it is the model's own output.
/// </summary>
internal sealed class ReadParts
{
    private readonly OcrText?[]? _texts;

    private ReadParts(ClassificationRequest request, OcrText?[]? texts) => (Request, _texts) = (request, texts);

    /// <summary>The item with text only.</summary>
    public ClassificationRequest Request { get; }

    /// <summary>Why pictures were not read; null where all were or there were none.</summary>
    public (TaskOutcome Outcome, string Reason)? Unread { get; private init; }

    /// <summary>Some text in a picture was beyond the reader's bounds.</summary>
    public bool Truncated => _texts is not null && _texts.Any(t => t is { Truncated: true });

    /// <summary>The item as it came; its pictures were refused for load.</summary>
    public static ReadParts Overloaded(ClassificationRequest request) =>
        new(request, null) { Unread = (TaskOutcome.Overloaded, "Refused for load.") };

    /// <exception cref="ClassifierException">A picture is damaged, too large or of another format; refused for load; late.</exception>
    public static async ValueTask<ReadParts> ReadAsync(
        ClassificationRequest request, IPictureReader? reader, Func<ModelFaultException, bool> report, CancellationToken cancellation)
    {
        if (!PictureParts.Any(request.Parts) || reader?.Readiness is not { } readiness) return new(request, null);
        if (readiness != TaskOutcome.Ok)
        {
            var reason = readiness == TaskOutcome.Suspended ? "The model that reads pictures is suspended." : "No active model reads pictures.";
            return new(request, null) { Unread = (readiness, reason) };
        }
        var texts = new OcrText?[request.Parts.Count];
        var parts = request.Parts.ToArray();
        try
        {
            // One at a time: a request's pictures are never all in memory as pixels.
            for (var i = 0; i < parts.Length; i++)
            {
                if (!PictureParts.IsJudged(parts[i])) continue;
                var work = new PictureWork(parts[i].Image, PartPictures.Field(i), request.Tenant, request.Class, request.Deadline);
                texts[i] = await reader.ReadAsync(work, cancellation).ConfigureAwait(false);
                parts[i] = new(RoleOf(parts[i].Role, request.Direction), texts[i]!.Text);
            }
        }
        catch (ModelFaultException fault) when (report(fault))
        {
            return new(request, null) { Unread = (TaskOutcome.Error, "The model that reads pictures failed on this item.") };
        }
        return new(request with { Parts = parts }, texts);
    }

    /// <summary>Evidence in a picture's text becomes its box.</summary>
    public IReadOnlyList<Evidence> Locate(IReadOnlyList<Evidence> evidence)
    {
        if (_texts is null || !evidence.Any(e => _texts[e.Part] is not null)) return evidence;
        return [.. evidence.Select(e => _texts[e.Part] is { } text ? e with { Start = 0, Length = 0, Box = text.Around(e.Start, e.Length) } : e)];
    }

    private static PartRole RoleOf(PartRole role, Direction direction) =>
        PartRoles.Judge(role, direction) == Direction.Output ? PartRole.Assistant : PartRole.Document;
}
