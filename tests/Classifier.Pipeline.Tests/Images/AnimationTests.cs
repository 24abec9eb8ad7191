using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Pipeline.Tests.Images;

/// <summary>Animations are judged by a bounded number of frames; the worst speaks.</summary>
public sealed class AnimationTests
{
    private readonly FrameDecoder _decoder = new(frames: 10);
    private readonly FakeReader _reader = new();
    private readonly ScriptedImageModel _model = ScriptedImageModel.Tiny();
    private readonly ImageCatalog _catalog;

    public AnimationTests() => _catalog = new(_model);

    [Theory]
    [InlineData(1, 4, 1)]
    [InlineData(3, 4, 3)]
    [InlineData(1000, 4, 4)]
    [InlineData(1000, 1, 1)]
    [InlineData(1000, 16, 16)]
    public async Task As_many_frames_as_the_option_says_are_admitted_and_decoded(int frames, int most, int expected)
    {
        var decoder = new FrameDecoder(frames: frames);
        await Ask(decoder, new PipelineOptions { MaxFrames = most });
        Assert.Equal(expected, Assert.Single(decoder.Asked).MaxFrames);
        Assert.Equal(expected * 9 * 256L, _model.Admitted!.Value.Cost);
        Assert.Equal(expected * 9, _model.Ran.Count);
        Assert.Equal(expected, Assert.Single(_reader.Admitted).Frames);
    }

    [Fact]
    public async Task The_worst_frame_speaks_and_evidence_names_it()
    {
        _decoder.Grey = place => (byte)(place == 5 ? 255 : 0);
        var verdict = Rig.Of(await Ask(_decoder), TaskKind.Deepfake);
        Assert.Equal("fake", verdict.Label);
        Assert.NotEmpty(verdict.Evidence);
        Assert.All(verdict.Evidence, e => Assert.Equal((0, 5), (e.Part, e.Frame!.Value)));
    }

    [Fact]
    public async Task A_frame_between_the_samples_is_not_seen()
    {
        _decoder.Grey = place => (byte)(place == 6 ? 255 : 0);
        Assert.Equal("real", Rig.Of(await Ask(_decoder), TaskKind.Deepfake).Label);
    }

    [Fact]
    public async Task A_still_names_no_frame()
    {
        var verdict = Rig.Of(await Ask(new FrameDecoder { Grey = _ => 255 }), TaskKind.Deepfake);
        Assert.All(verdict.Evidence, e => Assert.Null(e.Frame));
    }

    [Fact]
    public async Task Text_in_a_later_frame_is_judged_with_its_part_frame_and_box()
    {
        _reader.Text = place => new OcrText([new(place == 7 ? "!9" : "harmless", new(place, 2, 3, 4), 1)], false);
        var injection = Rig.Of(await Ask(_decoder, text: "before"), TaskKind.Injection);
        Assert.Equal(Decision.Block, injection.Decision);
        var evidence = Assert.Single(injection.Evidence);
        Assert.Equal((1, 7, new PixelBox(7, 2, 3, 4)), (evidence.Part, evidence.Frame!.Value, evidence.Box!.Value));
    }

    [Fact]
    public async Task Text_that_stands_still_is_judged_once()
    {
        _reader.Text = _ => new OcrText([new("!9", new(1, 2, 3, 4), 1)], false);
        var injection = Rig.Of(await Ask(_decoder), TaskKind.Injection);
        Assert.Equal(0, Assert.Single(injection.Evidence).Frame);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void The_option_has_a_range(int frames) =>
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => new PipelineOptions { MaxFrames = frames }.Validate()).Kind);

    private Task<ClassificationReply> Ask(FrameDecoder decoder, PipelineOptions? options = null, string? text = null) => new ContentClassifier(
        _catalog, new FakeEncoder(), new DecisionPolicy(new()), options ?? new(), new FakeTimeProvider(),
        NullLogger<ContentClassifier>.Instance, _reader, decoder)
        .ClassifyAsync(
            new() { Parts = [.. text is null ? Array.Empty<ContentPart>() : [new(PartRole.User, text)], new(PartRole.User, null, new byte[] { 1 })] },
            TestContext.Current.CancellationToken).AsTask();
}
