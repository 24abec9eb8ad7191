using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Inference;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Pipeline.Tests.Ocr;

public sealed class PicturePartTests
{
    private readonly FakeReader _reader = new();
    private readonly FrameDecoder _decoder = new();
    private readonly ContentClassifier _classifier;

    public PicturePartTests() => _classifier = new(
        new FakeCatalog(), new FakeEncoder(), new DecisionPolicy(new()), new(), new FakeTimeProvider(), NullLogger<ContentClassifier>.Instance, _reader, _decoder);

    [Fact]
    public async Task Text_in_a_picture_is_judged_as_data_with_its_box()
    {
        // 0.55 flags a document (0.3) and blocks none of the prompt's thresholds.
        _reader.Text = _ => new OcrText([new("!0", new(7, 8, 90, 20), 1)], false);
        var injection = Rig.Of(await Ask(Picture(PartRole.User)), TaskKind.Injection);
        Assert.Equal(0.3, injection.Thresholds.Flag.Value);
        Assert.Equal(Decision.Review, injection.Decision);
        var evidence = Assert.Single(injection.Evidence);
        Assert.Equal((0, 0, 0, new PixelBox(7, 8, 90, 20)), (evidence.Part, evidence.Start, evidence.Length, evidence.Box!.Value));
    }

    [Fact]
    public async Task Picture_of_the_assistant_is_judged_as_output()
    {
        _reader.Text = _ => new OcrText([new("!0", new(0, 0, 9, 9), 1)], false);
        Assert.Equal(0.8, Rig.Of(await Ask(Picture(PartRole.Assistant)), TaskKind.Injection).Thresholds.Flag.Value);
    }

    [Fact]
    public async Task Picture_without_text_is_skipped() =>
        Assert.Equal(TaskOutcome.Skipped, Rig.Of(await Ask(Picture(PartRole.User)), TaskKind.Injection).Outcome);

    [Fact]
    public async Task Picture_of_the_system_is_not_read()
    {
        await Ask(Picture(PartRole.System));
        Assert.Equal(0, _reader.Reads);
    }

    [Fact]
    public async Task Failed_reader_gives_an_error_that_policy_decides()
    {
        _reader.Fail = new ModelFaultException(new("ocr", "1"), "broken");
        var injection = Rig.Of(await Ask(Picture(PartRole.User)), TaskKind.Injection);
        Assert.Equal((TaskOutcome.Error, Decision.Block), (injection.Outcome, injection.Decision));
    }

    [Fact]
    public async Task Suspended_reader_is_said()
    {
        _reader.Readiness = TaskOutcome.Suspended;
        Assert.Equal(TaskOutcome.Suspended, Rig.Of(await Ask(Picture(PartRole.User)), TaskKind.Injection).Outcome);
        Assert.Equal(0, _reader.Reads);
    }

    [Fact]
    public async Task Reading_beyond_the_bounds_is_degraded()
    {
        _reader.Text = _ => new OcrText([new("!9", new(0, 0, 9, 9), 1)], true);
        var injection = Rig.Of(await Ask(Picture(PartRole.User)), TaskKind.Injection);
        Assert.Equal((TaskOutcome.Degraded, Decision.Block), (injection.Outcome, injection.Decision));
    }

    [Fact]
    public async Task Bad_picture_names_its_part()
    {
        _decoder.BadHeader = ClassifierException.Invalid("image", "bad");
        var request = new ClassificationRequest { Parts = [new(PartRole.User, "text"), new(PartRole.User, null, new byte[] { 1 })] };
        Assert.Equal("item.parts[1].image", (await Assert.ThrowsAsync<ClassifierException>(() => Ask(request))).Field);
    }

    private Task<ClassificationReply> Ask(ClassificationRequest request) => _classifier.ClassifyAsync(request, TestContext.Current.CancellationToken).AsTask();

    private static ClassificationRequest Picture(PartRole role) => new() { Parts = [new(role, null, new byte[] { 1 })] };
}
