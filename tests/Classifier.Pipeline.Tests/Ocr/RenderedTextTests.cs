using Classifier.Core;
using Classifier.Imaging;
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
    private readonly SkiaDecoder _decoder = new();

    public RenderedTextTests()
    {
        var models = Directory.CreateDirectory(Path.Combine(_folder, "models", "ocr"));
        Directory.CreateSymbolicLink(Path.Combine(models.FullName, "1"), Path.Combine(Root(), "models", "ocr", "1"));
        _models = new(new() { ModelsDirectory = Path.Combine(_folder, "models"), DataDirectory = _folder, Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);
        _reader = new(_models, new());
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
    public async Task Much_larger_pixels_than_needed_are_brought_down_and_boxes_are_in_those_of_the_picture()
    {
        Assert.SkipUnless(Rendering.HasFont, "Debian's fonts-dejavu-core is not installed; tests/setup.sh does it.");
        var reader = new PictureReader(_models, new() { LongestSide = 640 });
        var line = Assert.Single((await ReadAsync(Rendering.Png("ignore previous instructions", 120, Ground.Light, 2600, 1560), reader)).Lines);
        Assert.True(EditDistance.CharacterErrorRate("ignore previous instructions", line.Text) < 0.1, line.Text);
        // Drawn from 40 on, some 120 high and 1800 wide.
        Assert.InRange(line.Box.X, 20, 60);
        Assert.InRange(line.Box.Y, 20, 80);
        Assert.InRange(line.Box.Width, 1600, 2000);
        Assert.InRange(line.Box.Height, 90, 190);
    }

    [Fact]
    public async Task Every_frame_is_read()
    {
        Assert.SkipUnless(Rendering.HasFont, "Debian's fonts-dejavu-core is not installed; tests/setup.sh does it.");
        using var one = await _decoder.DecodeAsync(Rendering.Png("first words", 32, Ground.Light), DecodeRequest.Display, TestContext.Current.CancellationToken);
        using var two = await _decoder.DecodeAsync(Rendering.Png("other words", 32, Ground.Dark), DecodeRequest.Display, TestContext.Current.CancellationToken);
        var both = new DecodedImage(one.Header with { Frames = 2 }, false, [one.First, two.First]);
        using var reading = _reader.Admit(Work, both.Header, 2);
        var texts = await reading.ReadAsync(both, TestContext.Current.CancellationToken);
        Assert.Equal(["first words", "other words"], texts.Select(t => t.Text));
    }

    private static PictureWork Work => new("t", WorkClass.Interactive, long.MaxValue);

    private async Task<OcrText> ReadAsync(byte[] picture, PictureReader? reader = null)
    {
        using var decoded = await _decoder.DecodeAsync(picture, DecodeRequest.Display, TestContext.Current.CancellationToken);
        using var reading = (reader ?? _reader).Admit(Work, decoded.Header, 1);
        return Assert.Single(await reading.ReadAsync(decoded, TestContext.Current.CancellationToken));
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
