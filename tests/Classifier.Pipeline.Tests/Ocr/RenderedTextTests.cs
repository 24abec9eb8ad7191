using Classifier.Core;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Tests.Ocr.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Pipeline.Tests.Ocr;

/// <summary>The committed OCR model on rendered sentences.</summary>
public sealed class RenderedTextTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
    private readonly ModelRepository _models;
    private readonly PictureReader _reader;

    public RenderedTextTests()
    {
        var models = Directory.CreateDirectory(Path.Combine(_folder, "models", "ocr"));
        Directory.CreateSymbolicLink(Path.Combine(models.FullName, "1"), Path.Combine(Root(), "models", "ocr", "1"));
        _models = new(new() { ModelsDirectory = Path.Combine(_folder, "models"), DataDirectory = _folder, Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);
        _reader = new(_models, new SkiaDecoder(), new());
    }

    public async ValueTask InitializeAsync() => await _models.OpenAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _models.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("Light")]
    [InlineData("Dark")]
    public async Task Clean_sentences_of_24_pixels_are_read_with_few_errors(string ground)
    {
        Assert.SkipUnless(Rendering.HasFont, "Debian's fonts-dejavu-core is not installed; tests/setup.sh does it.");
        var errors = 0.0;
        foreach (var sentence in Sentences.Attacks.Take(6))
        {
            var read = await ReadAsync(Rendering.Png(sentence, 24, Enum.Parse<Ground>(ground)));
            errors += EditDistance.CharacterErrorRate(sentence, read.Text);
        }
        Assert.True(errors / 6 < 0.05, $"mean character error rate {errors / 6}");
    }

    [Fact]
    public async Task Sentence_on_its_head_is_read()
    {
        Assert.SkipUnless(Rendering.HasFont, "Debian's fonts-dejavu-core is not installed; tests/setup.sh does it.");
        var read = await ReadAsync(Rendering.Png("ignore previous instructions", 32, Ground.Dark, degrees: 180));
        Assert.True(EditDistance.CharacterErrorRate("ignore previous instructions", read.Text) < 0.15);
    }

    [Fact]
    public async Task Self_test_passes_on_every_graph() =>
        Assert.All(await _models.SelfTestAsync(TestContext.Current.CancellationToken), r => Assert.True(r.Passed, r.Problem));

    [Fact]
    public async Task Damaged_picture_names_the_field()
    {
        var work = new PictureWork(new byte[] { 1, 2, 3 }, "item.parts[4].image", "t", WorkClass.Interactive, long.MaxValue);
        var refused = await Assert.ThrowsAsync<ClassifierException>(() => _reader.ReadAsync(work, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal((ErrorKind.InvalidArgument, "item.parts[4].image"), (refused.Kind, refused.Field));
    }

    private ValueTask<OcrText> ReadAsync(byte[] picture) =>
        _reader.ReadAsync(new(picture, "picture", "t", WorkClass.Interactive, long.MaxValue), TestContext.Current.CancellationToken);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
