using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;
using Classifier.Pipeline.Tests.Fakes;
using Classifier.Pipeline.Tests.Ocr.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;

namespace Classifier.Pipeline.Tests.Images;

/// <summary>The way of a picture to an image model, with a scripted model: what it is asked, what becomes of its faults.</summary>
public sealed class PictureTaskTests
{
    private readonly ScriptedImageModel _model = ScriptedImageModel.Tiny();
    private readonly SkiaDecoder _decoder = new();

    private ContentClassifier Classifier(PolicyOptions? policy = null, bool decodes = true) => new(
        new ImageCatalog(_model), new FakeEncoder(), new DecisionPolicy(policy ?? new()), new(), new FakeTimeProvider(),
        NullLogger<ContentClassifier>.Instance, decoder: decodes ? _decoder : null);

    private static byte[] Png(int width, int height, Func<int, int, SKColor>? colour = null)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, colour?.Invoke(x, y) ?? SKColors.Red);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static ClassificationRequest Picture(byte[] png, params TaskKind[] tasks) =>
        new() { Parts = [new(PartRole.User, null, png)], Tasks = tasks, Tenant = "acme" };

    private Task<ClassificationReply> Ask(ClassificationRequest request, PolicyOptions? policy = null, bool decodes = true) =>
        Classifier(policy, decodes).ClassifyAsync(request, TestContext.Current.CancellationToken).AsTask();

    [Theory]
    [InlineData(64, 64, 9)]
    [InlineData(16, 16, 1)]
    [InlineData(17, 16, 2)]
    [InlineData(5, 40, 3)]
    public async Task Gate_1_is_asked_for_the_pixels_of_the_crops(int width, int height, int crops)
    {
        await Ask(Picture(Png(width, height), TaskKind.Deepfake));

        Assert.Equal((crops * 256L, "acme"), (_model.Admitted!.Value.Cost, _model.Admitted.Value.Tenant));
        Assert.Equal(crops, _model.Ran.Count);
        Assert.Equal(0, _model.OpenTickets);
    }

    [Fact]
    public async Task A_picture_task_on_request_runs_only_for_those_who_name_it()
    {
        var model = new ScriptedImageModel(ManifestReader.Parse(TinyImageModel.Manifest().Replace("otherwise:", "on_request: true, otherwise:", StringComparison.Ordinal), "manifest.yaml", "."));
        var classifier = new ContentClassifier(
            new ImageCatalog(model), new FakeEncoder(), new DecisionPolicy(new()), new(), new FakeTimeProvider(), NullLogger<ContentClassifier>.Instance, decoder: _decoder);
        Assert.DoesNotContain((await classifier.ClassifyAsync(Picture(Png(64, 64)), TestContext.Current.CancellationToken)).Results, r => r.Task == TaskKind.Deepfake);
        Assert.Empty(model.Ran);
        Assert.Single((await classifier.ClassifyAsync(Picture(Png(64, 64), TaskKind.Deepfake), TestContext.Current.CancellationToken)).Results);
        Assert.NotEmpty(model.Ran);
    }

    [Fact]
    public async Task A_refusal_at_gate_1_decodes_nothing()
    {
        _model.Refuse = new ClassifierException(ErrorKind.Overloaded, "busy", retryAfter: TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<ClassifierException>(() => Ask(Picture(Png(64, 64), TaskKind.Deepfake)));

        Assert.Equal(0, _decoder.Decoded);
        Assert.Empty(_model.Ran);
    }

    [Fact]
    public async Task Load_that_policy_answers_is_a_status()
    {
        _model.Refuse = new ClassifierException(ErrorKind.Overloaded, "busy");
        var verdict = Rig.Of(await Ask(Picture(Png(64, 64), TaskKind.Deepfake), new PolicyOptions { ReviewQueue = true }), TaskKind.Deepfake);
        Assert.Equal(TaskOutcome.Overloaded, verdict.Outcome);
    }

    [Fact]
    public async Task A_fault_of_the_model_is_decided_by_its_policy()
    {
        _model.Fail = new ModelFaultException(new("deepfake", "1"), "broken");
        var reply = await Ask(Picture(Png(64, 64), TaskKind.Deepfake));

        var verdict = Rig.Of(reply, TaskKind.Deepfake);
        Assert.Equal((TaskOutcome.Error, Decision.Block, (Score?)null), (verdict.Outcome, verdict.Decision, verdict.Score));
        Assert.Equal(Decision.Block, reply.Decision);
    }

    [Fact]
    public async Task Without_a_decoder_the_task_is_not_answered() =>
        Assert.Equal(TaskOutcome.Error, Rig.Of(await Ask(Picture(Png(64, 64), TaskKind.Deepfake), decodes: false), TaskKind.Deepfake).Outcome);

    [Fact]
    public async Task Crops_hold_the_pictures_own_pixels()
    {
        // Every pixel tells where it stands.
        await Ask(Picture(Png(40, 30, (x, y) => new((byte)x, (byte)y, 7)), TaskKind.Deepfake));

        Assert.Equal(9, _model.Ran.Count);
        foreach (var input in _model.Ran)
        {
            var values = input.Values.ToArray();
            var (left, top) = (values[0] * 255, values[256] * 255);
            for (var i = 0; i < 256; i++)
            {
                Assert.Equal(left + i % 16, values[i] * 255, 1e-3);
                Assert.Equal(top + i / 16, values[256 + i] * 255, 1e-3);
                Assert.Equal(7, values[512 + i] * 255, 1e-3);
            }
        }
    }

    [Fact]
    public async Task The_median_crop_answers_and_evidence_is_the_crops_that_say_so()
    {
        // The left two thirds are white.
        var verdict = Rig.Of(await Ask(Picture(Png(48, 48, (x, _) => x < 32 ? SKColors.White : SKColors.Black), TaskKind.Deepfake)), TaskKind.Deepfake);

        Assert.Equal(("fake", Decision.Block), (verdict.Label, verdict.Decision));
        Assert.Equal(4, verdict.Evidence.Count);
        Assert.All(verdict.Evidence, e => Assert.True(e.Box!.Value.X < 32 && e.View is null));
    }

    [Fact]
    public async Task The_loudest_picture_speaks_for_the_item()
    {
        var request = new ClassificationRequest
        {
            Parts = [new(PartRole.User, null, Png(20, 20, (_, _) => SKColors.Black)), new(PartRole.User, null, Png(20, 20, (_, _) => SKColors.White))],
        };
        var verdict = Rig.Of(await Ask(request), TaskKind.Deepfake);

        Assert.Equal("fake", verdict.Label);
        Assert.All(verdict.Evidence, e => Assert.Equal(1, e.Part));
    }

    [Fact]
    public async Task Text_tasks_alone_leave_the_picture_model_alone()
    {
        await Ask(Picture(Png(64, 64), TaskKind.Injection));
        Assert.Empty(_model.Ran);
        Assert.Equal(0, _decoder.Decoded);
    }

    [Fact]
    public async Task A_damaged_picture_names_its_part()
    {
        var request = new ClassificationRequest { Parts = [new(PartRole.User, "text"), new(PartRole.User, null, new byte[] { 1, 2, 3 })], Tasks = [TaskKind.Deepfake] };
        var refused = await Assert.ThrowsAsync<ClassifierException>(() => Ask(request));
        Assert.Equal((ErrorKind.InvalidArgument, "item.parts[1].image"), (refused.Kind, refused.Field));
    }
}
