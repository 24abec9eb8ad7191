using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.Models;

/// <summary>First runs of an image graph: three timed ones of different sizes tell the batcher what a pixel costs here.</summary>
internal static class ImageWarmUp
{
    /// <summary>Pixels that a run may have: small enough for a cold start of two seconds.</summary>
    private const int MostPixels = 96 * 96;

    private const double ShortestSeconds = 1e-6;

    /// <exception cref="ModelFaultException">The graph does not run here.</exception>
    public static IReadOnlyList<LatencySample> Run(IBatchRunner<ImageInput, ImageTensor[]> runner, ImageGraphManifest graph, TimeProvider time)
    {
        var small = Picture(graph, 0);
        var large = Picture(graph, MostPixels);
        Once(runner, small, 1);
        var twice = Math.Min(2, graph.Limits.MaxBatchItems);
        return [Timed(runner, graph, small, 1, time), Timed(runner, graph, small, twice, time), Timed(runner, graph, large, 1, time)];
    }

    /// <summary>The widest picture of about square form within a number of pixels, or the smallest that the graph takes.</summary>
    private static ImageInput Picture(ImageGraphManifest graph, int pixels)
    {
        var height = Math.Max(graph.Height.Min, graph.Height.Ceiling(Math.Sqrt(pixels) - graph.Height.Multiple + 1));
        var width = Math.Max(graph.Width.Min, graph.Width.Ceiling((double)pixels / height - graph.Width.Multiple + 1));
        return new(new float[ImageInput.Channels * height * width], height, width);
    }

    private static LatencySample Timed(IBatchRunner<ImageInput, ImageTensor[]> runner, ImageGraphManifest graph, ImageInput picture, int items, TimeProvider time)
    {
        var start = time.GetTimestamp();
        Once(runner, picture, items);
        var seconds = Math.Max(time.GetElapsedTime(start).TotalSeconds, ShortestSeconds);
        // The batcher asks for the time of a bucket, so it is told of one.
        var bucket = graph.Limits.Buckets.First(b => b >= picture.Pixels);
        return new(items, bucket, seconds);
    }

    private static void Once(IBatchRunner<ImageInput, ImageTensor[]> runner, ImageInput picture, int items)
    {
        var batch = new ImageInput[items];
        Array.Fill(batch, picture);
        runner.Run(batch, new ImageTensor[items][]);
    }
}
