using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;
using Classifier.Inference.SelfTests;

namespace Classifier.Inference.Models;

/// <summary>One graph of an image model behind its batcher.</summary>
internal sealed class ServedImageGraph(LoadedImageGraph graph, DynamicBatcher<ImageInput, ImageTensor[]> batcher) : IAsyncDisposable
{
    public ImageGraphManifest Manifest => graph.Manifest;
    public ModelVariant Variant => graph.Variant;
    public InstancePlan Plan => graph.Plan;
    public QueueFigures Figures => batcher.Figures;

    public IDisposable Admit(in AdmissionRequest request) => batcher.Admit(request);

    public async ValueTask<ImageOutputs> RunAsync(ImageWork work, CancellationToken cancellation)
    {
        Check(work.Input);
        var batched = await batcher
            .SubmitAsync(work.Input, work.Input.Pixels, work.Tenant, work.Class, work.Deadline, cancellation).ConfigureAwait(false);
        return new(batched.Result, batched.Timings);
    }

    public SelfTestReport SelfTest()
    {
        using var session = graph.CreateSession();
        return ImageSelfTest.Run(graph.Model, graph.Manifest, graph.Variant, session);
    }

    public void KeepLatencies(LatencyStore store) => store.Write(graph.Key, batcher.Latency.Current);

    public Task DrainAsync(CancellationToken cancellation) => batcher.DrainAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await batcher.DisposeAsync().ConfigureAwait(false);
        graph.Dispose();
    }

    /// <summary>What a graph would refuse is refused here, before it can fail the others of its batch.</summary>
    private void Check(in ImageInput input)
    {
        if (!Manifest.Height.Takes(input.Height) || !Manifest.Width.Takes(input.Width))
            throw ClassifierException.Invalid("input", $"the graph '{Manifest.Name}' does not take pictures of this size");
        if (input.Values.Length != ImageInput.Channels * input.Pixels)
            throw ClassifierException.Invalid("input", "a picture has three values a pixel");
    }
}
