using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>The tiny graph's arithmetic, with gates and faults that a test sets.</summary>
internal sealed class ScriptedImageModel(ModelManifest manifest) : IImageModel
{
    private readonly Lock _lock = new();

    public static ScriptedImageModel Tiny() => new(ManifestReader.Parse(TinyImageModel.Manifest(), "manifest.yaml", "."));

    public ModelManifest Manifest => manifest;
    public Exception? Refuse { get; set; }
    public Exception? Fail { get; set; }
    public AdmissionRequest? Admitted { get; private set; }
    public List<ImageInput> Ran { get; } = [];
    public int OpenTickets { get; private set; }

    public IDisposable Admit(string graph, in AdmissionRequest request)
    {
        if (Refuse is not null) throw Refuse;
        Admitted = request;
        OpenTickets++;
        return new Ticket(this);
    }

    public ValueTask<ImageOutputs> RunAsync(string graph, ImageWork work, CancellationToken cancellation)
    {
        if (Fail is not null) return ValueTask.FromException<ImageOutputs>(Fail);
        lock (_lock) Ran.Add(work.Input);
        var mean = work.Input.Values.ToArray().Average(v => (double)v);
        return ValueTask.FromResult(new ImageOutputs(
            [new([], [(float)(20 * (mean - 0.5))])], new RunTimings(1, 2, 3, work.Input.Pixels, work.Input.Pixels, DispatchReason.Idle)));
    }

    private sealed class Ticket(ScriptedImageModel model) : IDisposable
    {
        private ScriptedImageModel? _model = model;

        // Like the real one, given back once however often it is disposed.
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _model, null) is { } model) model.OpenTickets--;
        }
    }
}
