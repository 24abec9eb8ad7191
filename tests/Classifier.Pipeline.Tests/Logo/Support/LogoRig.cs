using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Tests.Fakes;
using Classifier.Pipeline.Tests.Ocr.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Pipeline.Tests.Logo.Support;

/// <summary>The pipeline over the tiny logo model and ONNX Runtime, with a bank in a folder of its own.</summary>
internal sealed class LogoRig : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
    private readonly List<ModelRepository> _repositories = [];

    private LogoRig()
    {
    }

    public SkiaDecoder Decoder { get; } = new();
    public ModelRepository Models { get; private set; } = null!;
    public BrandLibrary Library { get; private set; } = null!;
    public ContentClassifier Classifier { get; private set; } = null!;
    public string BrandFolder => Path.Combine(_folder, "brands");

    public static async Task<LogoRig> StartAsync(Func<string, string>? bend = null)
    {
        var rig = new LogoRig();
        await rig.RestartAsync(bend: bend);
        return rig;
    }

    /// <summary>Everything anew over the same bank, as after the process ended.</summary>
    public async Task RestartAsync(string version = "1", Func<string, string>? bend = null)
    {
        var models = Path.Combine(_folder, "models-" + _repositories.Count);
        TinyLogoModel.Write(models, version, bend);
        Models = new(
            new() { ModelsDirectory = models, DataDirectory = Path.Combine(_folder, "data"), Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);
        _repositories.Add(Models);
        await Models.OpenAsync(TestContext.Current.CancellationToken);
        Library?.Dispose();
        Library = new(Models, Decoder, BrandFolder);
        await Library.OpenAsync(TestContext.Current.CancellationToken);
        Classifier = new(
            Models, new FakeEncoder(), new DecisionPolicy(new()), new(), TimeProvider.System, NullLogger<ContentClassifier>.Instance,
            decoder: Decoder, logos: new(Library, new()));
    }

    public async Task<BankBrand> AddAsync(string name, double? hue, bool isProtected = true, params string[] domains) => (await Library.AddAsync(
        new() { Name = name, Domains = domains.Length > 0 || !isProtected ? domains : [name + ".example"], IsProtected = isProtected, Pictures = hue is { } h ? [Screens.Logo(h)] : [] },
        "t", WorkClass.Interactive, long.MaxValue, TestContext.Current.CancellationToken)).Brand;

    public async Task<TaskVerdict> AskAsync(byte[] picture, string? domain = null, string? brand = null) => Rig.Of(
        await Classifier.ClassifyAsync(Request(picture, domain, brand), TestContext.Current.CancellationToken), TaskKind.Logo);

    public static ClassificationRequest Request(byte[] picture, string? domain = null, string? brand = null) =>
        new() { Parts = [new(PartRole.User, null, picture)], Tasks = [TaskKind.Logo], ClaimedBrand = brand, ClaimedDomain = domain };

    public async ValueTask DisposeAsync()
    {
        Library.Dispose();
        foreach (var repository in _repositories) await repository.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
