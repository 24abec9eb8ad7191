using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Imaging;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.ModelBuilder;
using Classifier.Pipeline;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Tests.Ocr.Support;
using Classifier.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Benchmarks.Ocr;

/// <summary>The committed models with the pipeline over them, in this process.</summary>
internal sealed class OcrRig : IAsyncDisposable, ITextEncoderSource
{
    private readonly string _data = Directory.CreateTempSubdirectory("classifier-ocr").FullName;
    private ITextEncoder? _encoder;

    private OcrRig(OcrOptions options)
    {
        Models = new(new() { ModelsDirectory = Path.Combine(Checkout.Root, "models"), DataDirectory = _data, Provider = ProviderChoice.Cpu },
            (manifest, variant, path, token) => Task.Run(() => ModelBuild.Build(Path.Combine(manifest.Directory, "weights"), GraphTargets.Parse(variant.Name), path), token),
            TimeProvider.System, NullLogger<ModelRepository>.Instance);
        Reader = new(Models, options);
        Classifier = new(Models, this, new DecisionPolicy(new()), new(), TimeProvider.System, NullLogger<ContentClassifier>.Instance, Reader, Decoder);
    }

    public ModelRepository Models { get; }
    public IImageDecoder Decoder { get; } = new SkiaDecoder();
    public PictureReader Reader { get; }
    public ContentClassifier Classifier { get; }

    public static async Task<OcrRig> OpenAsync(OcrOptions options)
    {
        var rig = new OcrRig(options);
        await rig.Models.OpenAsync();
        return rig;
    }

    public ITextEncoder For(ModelManifest manifest) => _encoder ??= TextEncoder.Load(
        ModelFiles.Locate(manifest.Directory, manifest.Files["tokenizer"].Path),
        new TextEncoderOptions { WindowTokens = manifest.Window.Tokens, OverlapTokens = manifest.Window.Overlap });

    /// <summary>Whether the picture's text is taken for an order to the model.</summary>
    public async Task<bool> IsFlaggedAsync(byte[] picture) => await IsFlaggedAsync(new ContentPart(PartRole.Unspecified, null, picture));

    /// <summary>The same of the text itself, as a document's.</summary>
    public async Task<bool> IsFlaggedAsync(string text) => await IsFlaggedAsync(new ContentPart(PartRole.Document, text));

    public async Task<OcrText> ReadAsync(byte[] picture)
    {
        using var reading = Reader.Admit(new("default", WorkClass.Interactive, long.MaxValue), Decoder.Probe(picture), 1);
        using var decoded = await Decoder.DecodeAsync(picture, reading.Wanted, default);
        return (await reading.ReadAsync(decoded, default))[0];
    }

    public async ValueTask DisposeAsync()
    {
        await Models.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<bool> IsFlaggedAsync(ContentPart part)
    {
        var reply = await Classifier.ClassifyAsync(new() { Parts = [part], Tasks = [TaskKind.Injection] }, default);
        return reply.Decision != Decision.Allow;
    }
}
