using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Imaging;
using Classifier.Inference.Tests.Support;
using Classifier.Pipeline.Tests.Fakes;
using Classifier.Pipeline.Tests.Logo.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Pipeline.Tests.Logo;

/// <summary>Logos in animations, and what gate 1 is asked for.</summary>
public sealed class LogoAnimationTests : IAsyncLifetime
{
    private const int Width = 320, Height = 192, Frames = 4, Guilty = 2;
    private LogoRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await LogoRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private ContentClassifier Classifier(IImageDecoder decoder) => new(
        _rig.Models, new FakeEncoder(), new DecisionPolicy(new()), new(), TimeProvider.System, NullLogger<ContentClassifier>.Instance,
        decoder: decoder, logos: new(_rig.Library, new()));

    [Fact]
    public async Task A_logo_in_one_frame_of_an_animation_is_found_and_its_frame_is_named()
    {
        await _rig.AddAsync("red", null);
        var decoder = new Animation();
        var reply = await Classifier(decoder).ClassifyAsync(LogoRig.Request([1], "evil.example"), TestContext.Current.CancellationToken);

        var verdict = Rig.Of(reply, TaskKind.Logo);
        Assert.Equal(Decision.Block, verdict.Decision);
        Assert.NotEmpty(verdict.Evidence);
        Assert.All(verdict.Evidence, e => Assert.Equal((Guilty, "red"), (e.Frame, e.Brand!.Brand)));
        // All frames came from one decode, and every one of them went back.
        Assert.Equal(1, decoder.Decoded);
        Assert.All(decoder.Given, frame => Assert.Throws<ObjectDisposedException>(() => frame.Pixels.Length));
    }

    /// <summary>White frames, of which one has a red square.</summary>
    private sealed class Animation : IImageDecoder
    {
        public int Decoded { get; private set; }
        public List<RgbImage> Given { get; } = [];

        public ImageHeader Probe(ReadOnlySpan<byte> encoded) => new(ImageFormat.Gif, Width, Height, Frames);

        public ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation)
        {
            Assert.True(request.MaxFrames >= Frames);
            Decoded++;
            Given.AddRange(Enumerable.Range(0, Frames).Select(Frame));
            return ValueTask.FromResult(new DecodedImage(Probe(default), false, [.. Given]) { Places = [.. Enumerable.Range(0, Frames)] });
        }

        private static RgbImage Frame(int place)
        {
            var image = RgbImage.Rent(Width, Height);
            image.Pixels.Fill(byte.MaxValue);
            if (place != Guilty) return image;
            var (r, g, b) = TinyLogoModel.Colour(0);
            for (var y = 48; y < 128; y++)
                for (var x = 96; x < 176; x++) new[] { r, g, b }.CopyTo(image.Pixels[(3 * ((y * Width) + x))..]);
            return image;
        }
    }
}
