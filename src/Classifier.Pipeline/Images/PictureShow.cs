using Classifier.Core;
using Classifier.Imaging;

namespace Classifier.Pipeline.Images;

/// <summary>
/// Shows an item's pictures to all who look at them: header, gate 1 of each, one decode for all, then everybody's work side by side.
/// </summary>
/// <param name="answered">The outcome that a failure of one viewer becomes; null lets it refuse the whole item.</param>
internal sealed class PictureShow(IImageDecoder decoder, int maxFrames, Func<Exception, TaskOutcome?> answered)
{
    /// <exception cref="ClassifierException">A picture is damaged, too large or of another format; refused for load; late.</exception>
    public async ValueTask RunAsync(ClassificationRequest request, IReadOnlyList<IPictureViewer> viewers, CancellationToken cancellation)
    {
        // One at a time: a request's pictures are never all in memory as pixels.
        for (var i = 0; i < request.Parts.Count; i++)
            if (PictureParts.IsJudged(request.Parts[i])) await ShowAsync(request.Parts[i].Image, i, viewers, cancellation).ConfigureAwait(false);
    }

    private async ValueTask ShowAsync(ReadOnlyMemory<byte> encoded, int part, IReadOnlyList<IPictureViewer> viewers, CancellationToken cancellation)
    {
        if (viewers.All(viewer => viewer.Failure is not null)) return;
        var field = PartPictures.Field(part);
        // Gate 1 knows the header alone, so that a refusal under load decodes nothing.
        var header = PartPictures.Probe(decoder, encoded, field);
        var frames = Math.Min(header.Frames, maxFrames);
        var visits = new List<(IPictureViewer Viewer, IPictureVisit Visit)>(viewers.Count);
        try
        {
            foreach (var viewer in viewers)
            {
                if (viewer.Failure is not null) continue;
                if (Try(viewer, () => viewer.Admit(part, header, frames)) is { } visit) visits.Add((viewer, visit));
            }
            if (visits.Count == 0) return;
            var wanted = visits.Count == 1 ? visits[0].Visit.Wanted : DecodeRequest.Display;
            using var picture = await DecodeAsync(encoded, wanted with { MaxFrames = frames }, field, visits, cancellation).ConfigureAwait(false);
            if (picture is not null) await LookAsync(visits, picture, cancellation).ConfigureAwait(false);
        }
        finally
        {
            foreach (var (_, visit) in visits) visit.Dispose();
        }
    }

    private IPictureVisit? Try(IPictureViewer viewer, Func<IPictureVisit> admit)
    {
        try
        {
            return admit();
        }
        catch (Exception e) when (answered(e) is { } outcome)
        {
            viewer.Failure = outcome;
            return null;
        }
    }

    private async ValueTask<DecodedImage?> DecodeAsync(
        ReadOnlyMemory<byte> encoded, DecodeRequest wanted, string field, List<(IPictureViewer Viewer, IPictureVisit Visit)> visits, CancellationToken cancellation)
    {
        try
        {
            return await PartPictures.DecodeAsync(decoder, encoded, wanted, field, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (answered(e) is { } outcome)
        {
            foreach (var (viewer, _) in visits) viewer.Failure = outcome;
            return null;
        }
    }

    /// <summary>All at once; a failure that refuses the item takes the rest out of the queue. The pixels are free when this ends.</summary>
    private async Task LookAsync(List<(IPictureViewer Viewer, IPictureVisit Visit)> visits, DecodedImage picture, CancellationToken cancellation)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = visits.Count, CancellationToken = cancellation };
        await Parallel.ForEachAsync(visits, parallel, async (entry, token) =>
        {
            try
            {
                await entry.Visit.LookAsync(picture, token).ConfigureAwait(false);
            }
            catch (Exception e) when (answered(e) is { } outcome)
            {
                entry.Viewer.Failure = outcome;
            }
        }).ConfigureAwait(false);
    }
}
