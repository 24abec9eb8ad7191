using Classifier.Core;
using Classifier.Imaging;
using Classifier.Pipeline.Internal;
using Classifier.Pipeline.Ocr;

namespace Classifier.Pipeline.Images;

/// <summary>What came of showing an item's pictures: their text, and what each image model said or why it did not.</summary>
/// <param name="Read">The item with its pictures read.</param>
/// <param name="Scored">One entry an image model of the plan, in its order.</param>
internal sealed record SeenPictures(ReadParts Read, IReadOnlyList<(IReadOnlyList<PictureScores>? Scores, TaskOutcome Outcome, string Reason)> Scored)
{
    private const string Refused = "Refused for load.";
    private const string NoDecoder = "Nothing decodes pictures here.";

    /// <summary>Shows every picture once to all whom the plan needs.</summary>
    /// <param name="others">Who looks at them besides.</param>
    /// <param name="answered">As <see cref="PictureShow"/> has it.</param>
    /// <exception cref="ClassifierException">A picture is damaged, too large or of another format; refused for load; late.</exception>
    public static async ValueTask<SeenPictures> LookAsync(
        ClassificationRequest request, TaskPlan plan, IPictureReader? reader, IImageDecoder? decoder, int maxFrames,
        Func<Exception, TaskOutcome?> answered, IReadOnlyList<IPictureViewer> others, CancellationToken cancellation)
    {
        var readiness = plan.Models.Count > 0 && PictureParts.Any(request.Parts) ? reader?.Readiness : null;
        var reading = readiness == TaskOutcome.Ok && decoder is not null ? new ReadingViewer(reader!, request) : null;
        ModelViewer[] models = decoder is null ? [] : [.. plan.Images.Select(entry => new ModelViewer(entry.Model, request))];
        IPictureViewer[] viewers = reading is null ? [.. models, .. others] : [reading, .. models, .. others];
        if (viewers.Length > 0 && decoder is not null) await new PictureShow(decoder, maxFrames, answered).RunAsync(request, viewers, cancellation).ConfigureAwait(false);
        return new(Reading(request, readiness, reading), decoder is null
            ? [.. plan.Images.Select(_ => ((IReadOnlyList<PictureScores>?)null, TaskOutcome.Error, NoDecoder))]
            : [.. models.Select(Scoring)]);
    }

    private static ReadParts Reading(ClassificationRequest request, TaskOutcome? readiness, ReadingViewer? viewer) => (readiness, viewer) switch
    {
        (null, _) => ReadParts.Unchanged(request, null),
        (TaskOutcome.Suspended, _) => ReadParts.Unchanged(request, (TaskOutcome.Suspended, "The model that reads pictures is suspended.")),
        (not TaskOutcome.Ok, _) => ReadParts.Unchanged(request, (TaskOutcome.Error, "No active model reads pictures.")),
        (_, null) => ReadParts.Unchanged(request, (TaskOutcome.Error, NoDecoder)),
        (_, { Failure: TaskOutcome.Overloaded }) => ReadParts.Unchanged(request, (TaskOutcome.Overloaded, Refused)),
        (_, { Failure: not null }) => ReadParts.Unchanged(request, (TaskOutcome.Error, "The model that reads pictures failed on this item.")),
        _ => ReadParts.Of(request, viewer.Read),
    };

    private static (IReadOnlyList<PictureScores>? Scores, TaskOutcome Outcome, string Reason) Scoring(ModelViewer viewer) =>
        WhyUnseen(viewer) is var (outcome, reason) ? (null, outcome, reason) : (viewer.Scores, TaskOutcome.Ok, string.Empty);

    /// <summary>Why a viewer did not see all; null where it did.</summary>
    public static (TaskOutcome Outcome, string Reason)? WhyUnseen(IPictureViewer viewer) => viewer.Failure switch
    {
        null => null,
        TaskOutcome.Overloaded => (TaskOutcome.Overloaded, Refused),
        _ => (TaskOutcome.Error, "The model failed on this item."),
    };
}
