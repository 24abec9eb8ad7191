using Classifier.Core;
using Classifier.Imaging;
using Classifier.Imaging.Tensors;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Tensors = Classifier.Imaging.Tensors.ImageTensor;

namespace Classifier.Pipeline.Logo.Detection;

/// <summary>Finds the logos of a picture: every size of the pyramid through the batcher, cells, suppression.</summary>
internal sealed class LogoSearch(IImageModel model, LogoOptions options)
{
    private ImageGraphManifest Graph => model.Manifest.Graphs[0];

    /// <summary>Pixels that a picture of this size costs, all sizes of the pyramid together.</summary>
    public long Cost(int width, int height) => Pyramid.Of(width, height, Graph, options.MaxPixels).Sum(level => level.Pixels);

    /// <returns>Surest first, in pixels of the picture; and what each size's run took.</returns>
    /// <exception cref="ClassifierException">Refused for load; late.</exception>
    /// <exception cref="ModelFaultException">The model failed.</exception>
    public async ValueTask<(List<LogoCandidate> Logos, IReadOnlyList<RunTimings> Timings)> FindAsync(
        RgbImage image, ClassificationRequest request, CancellationToken cancellation)
    {
        var levels = Pyramid.Of(image.Width, image.Height, Graph, options.MaxPixels);
        var found = new List<LogoCandidate>();
        var timings = new RunTimings[levels.Count];
        // One size after the other: the largest is three quarters of the work, and only one is in memory as numbers.
        for (var i = 0; i < levels.Count; i++)
        {
            var level = levels[i];
            var input = new ImageInput(
                Tensors.Extended(image, level.ContentWidth, level.ContentHeight, level.Width, level.Height, Normalisation()), level.Height, level.Width);
            var outputs = await model
                .RunAsync(LogoManifest.Graph, new(input, request.Tenant, request.Class, request.Deadline), cancellation).ConfigureAwait(false);
            timings[i] = outputs.Timings;
            var map = new CellMap(model.Manifest, outputs, level.Height, level.Width);
            found.AddRange(CellReader.Read(map, level, model.Manifest.Logo!, image.Width, image.Height, options.MaxCandidates));
        }
        return (Suppression.Apply(found, options.Overlap, options.MaxLogos), timings);
    }

    private Normalisation Normalisation()
    {
        var scale = Graph.Scale ?? ChannelScale.Unit;
        return new([.. scale.Mean], [.. scale.Scale]);
    }
}
