using Classifier.Core;
using Classifier.Imaging;
using Classifier.Imaging.Tensors;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Tensors = Classifier.Imaging.Tensors.ImageTensor;

namespace Classifier.Pipeline.Images;

/// <summary>Runs pictures through one model: gate 1, crops of every frame at native resolution, gate 2, logits of every crop.</summary>
internal sealed class ModelViewer(IImageModel model, ClassificationRequest request) : IPictureViewer
{
    private readonly List<PictureScores> _scores = [];

    public TaskOutcome? Failure { get; set; }

    /// <summary>One entry a frame, in the order of the parts.</summary>
    public IReadOnlyList<PictureScores> Scores => _scores;

    public IPictureVisit Admit(int part, in ImageHeader header, int frames)
    {
        var crops = model.Manifest.Crops!;
        var count = CropGrid.Places(header.Width, header.Height, crops.Size, crops.Count).Count;
        var cost = (long)frames * count * crops.Size * crops.Size;
        return new Visit(this, part, model.Admit(model.Manifest.Graphs[0].Name, new(cost, request.Tenant, request.Class, request.Deadline)));
    }

    private static IEnumerable<Crop> Cut(RgbImage image, int frame, ImageGraphManifest graph, CropsManifest crops)
    {
        var scale = graph.Scale ?? ChannelScale.Unit;
        var normalisation = new Normalisation([.. scale.Mean], [.. scale.Scale]);
        var size = crops.Size;
        return CropGrid.Places(image.Width, image.Height, size, crops.Count).Select(place => new Crop(
            frame,
            new PixelBox(place.X, place.Y, Math.Min(size, image.Width - place.X), Math.Min(size, image.Height - place.Y)),
            new ImageInput(Tensors.Crop(image, place.X, place.Y, size, normalisation), size, size)));
    }

    /// <summary>All crops at once, so that they fill a batch. The first failure takes the rest out of the queue.</summary>
    private async Task<CropScore[]> RunAsync(List<Crop> crops, CancellationToken cancellation)
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

    /// <param name="Frame">Index among the decoded frames.</param>
    private readonly record struct Crop(int Frame, PixelBox Box, ImageInput Input);

    private sealed class Visit(ModelViewer viewer, int part, IDisposable ticket) : IPictureVisit
    {
        public DecodeRequest Wanted => DecodeRequest.Display;

        public async ValueTask LookAsync(DecodedImage picture, CancellationToken cancellation)
        {
            var manifest = viewer.Model.Manifest;
            List<Crop> crops = [.. picture.Frames.SelectMany((frame, i) => Cut(frame, i, manifest.Graphs[0], manifest.Crops!))];
            ticket.Dispose();
            var scores = await viewer.RunAsync(crops, cancellation).ConfigureAwait(false);
            viewer.Keep(part, picture, crops, scores);
        }

        public void Dispose() => ticket.Dispose();
    }

    private IImageModel Model => model;

    private void Keep(int part, DecodedImage picture, List<Crop> crops, CropScore[] scores)
    {
        var direction = PartRoles.Judge(request.Parts[part].Role, request.Direction);
        for (var i = 0; i < picture.Frames.Count; i++)
            _scores.Add(new(part, picture.Header.Frames > 1 ? picture.Places[i] : null, direction, [.. scores.Where((_, c) => crops[c].Frame == i)]));
    }
}
