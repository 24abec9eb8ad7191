using Classifier.Core;
using Classifier.Imaging;
using Classifier.Imaging.Tensors;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Tensors = Classifier.Imaging.Tensors.ImageTensor;

namespace Classifier.Pipeline.Images;

/// <summary>Runs an item's pictures through one model: header, gate 1, pixels at native resolution, crops, gate 2, logits of every crop.</summary>
internal static class PictureScorer
{
    /// <summary>Scores every picture that is judged; all or none.</summary>
    /// <exception cref="ClassifierException">A picture is damaged, too large or of another format; refused for load; late.</exception>
    /// <exception cref="ModelFaultException">The model failed.</exception>
    public static async ValueTask<List<PictureScores>> ScoreAsync(
        IImageModel model, IImageDecoder decoder, ClassificationRequest request, CancellationToken cancellation)
    {
        var scores = new List<PictureScores>();
        // One at a time: a request's pictures are never all in memory as pixels.
        for (var i = 0; i < request.Parts.Count; i++)
        {
            if (!PictureParts.IsJudged(request.Parts[i])) continue;
            var crops = await CutAsync(model, decoder, request, i, cancellation).ConfigureAwait(false);
            scores.Add(new(i, PartRoles.Judge(request.Parts[i].Role, request.Direction), await RunAsync(model, crops, request, cancellation).ConfigureAwait(false)));
        }
        return scores;
    }

    private static async ValueTask<List<(PixelBox Box, ImageInput Input)>> CutAsync(
        IImageModel model, IImageDecoder decoder, ClassificationRequest request, int part, CancellationToken cancellation)
    {
        var (graph, crops) = (model.Manifest.Graphs[0], model.Manifest.Crops!);
        var (encoded, field) = (request.Parts[part].Image, PartPictures.Field(part));
        // Gate 1 knows the header alone, so that a refusal under load decodes nothing.
        var header = PartPictures.Probe(decoder, encoded, field);
        var count = CropGrid.Places(header.Width, header.Height, crops.Size, crops.Count).Count;
        var cost = (long)count * crops.Size * crops.Size;
        using (model.Admit(graph.Name, new(cost, request.Tenant, request.Class, request.Deadline)))
        {
            using var decoded = await PartPictures.DecodeAsync(decoder, encoded, DecodeRequest.Display, field, cancellation).ConfigureAwait(false);
            return Cut(decoded.First, graph, crops);
        }
    }

    private static List<(PixelBox Box, ImageInput Input)> Cut(RgbImage image, ImageGraphManifest graph, CropsManifest crops)
    {
        var scale = graph.Scale ?? ChannelScale.Unit;
        var normalisation = new Normalisation([.. scale.Mean], [.. scale.Scale]);
        var size = crops.Size;
        return [.. CropGrid.Places(image.Width, image.Height, size, crops.Count).Select(place => (
            new PixelBox(place.X, place.Y, Math.Min(size, image.Width - place.X), Math.Min(size, image.Height - place.Y)),
            new ImageInput(Tensors.Crop(image, place.X, place.Y, size, normalisation), size, size)))];
    }

    /// <summary>All crops at once, so that they fill a batch. The first failure takes the rest out of the queue.</summary>
    private static async Task<CropScore[]> RunAsync(
        IImageModel model, List<(PixelBox Box, ImageInput Input)> crops, ClassificationRequest request, CancellationToken cancellation)
    {
        var scores = new CropScore[crops.Count];
        var graph = model.Manifest.Graphs[0].Name;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = crops.Count, CancellationToken = cancellation };
        await Parallel.ForAsync(0, crops.Count, parallel, async (i, token) =>
        {
            var work = new ImageWork(crops[i].Input, request.Tenant, request.Class, request.Deadline);
            var outputs = await model.RunAsync(graph, work, token).ConfigureAwait(false);
            scores[i] = new(crops[i].Box, Logits(model.Manifest.Id, outputs), outputs.Timings);
        }).ConfigureAwait(false);
        return scores;
    }

    private static float[] Logits(ModelId model, ImageOutputs outputs)
    {
        var logits = new float[outputs.Tensors.Count];
        for (var o = 0; o < logits.Length; o++)
            logits[o] = outputs.Tensors[o].Values is [var value] ? value : throw new ModelFaultException(model, "an output that answers a task has more than one value");
        return logits;
    }
}
