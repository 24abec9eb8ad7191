using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Pipeline.Tests.Images;

/// <summary>A picture that is read and judged on its pixels is decoded once, whatever becomes of either.</summary>
public sealed class SharedDecodeTests
{
    private static readonly ClassifierException s_busy = new(ErrorKind.Overloaded, "busy");

    private readonly FrameDecoder _decoder = new() { Grey = _ => 255 };
    private readonly FakeReader _reader = new() { Text = _ => new OcrText([new("!9", new(1, 2, 3, 4), 1)], false) };
    private readonly ScriptedImageModel _model = ScriptedImageModel.Tiny();

    [Fact]
    public async Task One_decode_serves_the_reader_and_the_model()
    {
        var reply = await Ask();
        Assert.Equal([DecodeRequest.Display], _decoder.Asked);
        Assert.Equal("fake", Rig.Of(reply, TaskKind.Deepfake).Label);
        Assert.Equal(new PixelBox(1, 2, 3, 4), Assert.Single(Rig.Of(reply, TaskKind.Injection).Evidence).Box);
        AssertAllBack();
    }

    [Fact]
    public async Task Every_picture_is_decoded_once_and_given_back_before_the_next()
    {
        await Ask(parts: 3);
        Assert.Equal((3, 3, 27), (_decoder.Asked.Count, _reader.Reads, _model.Ran.Count));
        AssertAllBack();
    }

    [Fact]
    public async Task Who_looks_alone_has_the_pixels_as_wanted()
    {
        await Ask(tasks: TaskKind.Injection);
        await Ask(tasks: TaskKind.Deepfake);
        Assert.Equal([FakeReader.Small, DecodeRequest.Display], _decoder.Asked);
    }

    [Fact]
    public async Task Each_gate_1_has_its_own_cost()
    {
        await Ask();
        Assert.Equal(9 * 256, _model.Admitted!.Value.Cost);
        var (work, header, frames) = Assert.Single(_reader.Admitted);
        Assert.Equal(("default", 40, 40, 1), (work.Tenant, header.Width, header.Height, frames));
    }

    [Fact]
    public async Task A_reader_refused_for_load_leaves_the_model_alone()
    {
        _reader.Refuse = s_busy;
        var reply = await Ask(new PolicyOptions { ReviewQueue = true });
        Assert.Equal((TaskOutcome.Overloaded, TaskOutcome.Ok), (Rig.Of(reply, TaskKind.Injection).Outcome, Rig.Of(reply, TaskKind.Deepfake).Outcome));
        Assert.Single(_decoder.Asked);
    }

    [Fact]
    public async Task A_model_refused_for_load_leaves_the_reader_its_small_picture()
    {
        _model.Refuse = s_busy;
        var reply = await Ask(new PolicyOptions { ReviewQueue = true });
        Assert.Equal((TaskOutcome.Ok, TaskOutcome.Overloaded), (Rig.Of(reply, TaskKind.Injection).Outcome, Rig.Of(reply, TaskKind.Deepfake).Outcome));
        Assert.Equal([FakeReader.Small], _decoder.Asked);
    }

    [Fact]
    public async Task Both_refused_decode_nothing()
    {
        (_model.Refuse, _reader.Refuse) = (s_busy, s_busy);
        var reply = await Ask(new PolicyOptions { ReviewQueue = true });
        Assert.All(reply.Results.Where(r => r.Task != TaskKind.Toxicity), r => Assert.Equal(TaskOutcome.Overloaded, r.Outcome));
        Assert.Empty(_decoder.Asked);
    }

    [Fact]
    public async Task A_refusal_that_policy_does_not_answer_gives_the_other_ticket_back()
    {
        _model.Refuse = s_busy;
        await Assert.ThrowsAsync<ClassifierException>(() => Ask());
        Assert.Single(_reader.Admitted);
        Assert.Empty(_decoder.Asked);
        AssertAllBack();
    }

    [Fact]
    public async Task A_busy_decoder_is_a_status_of_all_who_look()
    {
        _decoder.Refusal = s_busy;
        var reply = await Ask(new PolicyOptions { ReviewQueue = true });
        Assert.Equal((TaskOutcome.Overloaded, TaskOutcome.Overloaded), (Rig.Of(reply, TaskKind.Injection).Outcome, Rig.Of(reply, TaskKind.Deepfake).Outcome));
        AssertAllBack();
    }

    [Fact]
    public async Task A_fault_of_the_model_costs_the_reader_nothing()
    {
        _model.Fail = new ModelFaultException(new("deepfake", "1"), "broken");
        var reply = await Ask(parts: 2);
        Assert.Equal((TaskOutcome.Ok, TaskOutcome.Error), (Rig.Of(reply, TaskKind.Injection).Outcome, Rig.Of(reply, TaskKind.Deepfake).Outcome));
        // The second picture is decoded for the reader alone.
        Assert.Equal([DecodeRequest.Display, FakeReader.Small], _decoder.Asked);
        AssertAllBack();
    }

    [Fact]
    public async Task A_fault_of_the_reader_costs_the_model_nothing()
    {
        _reader.Fail = new ModelFaultException(new("ocr", "1"), "broken");
        var reply = await Ask();
        Assert.Equal((TaskOutcome.Error, "fake"), (Rig.Of(reply, TaskKind.Injection).Outcome, Rig.Of(reply, TaskKind.Deepfake).Label));
        AssertAllBack();
    }

    [Fact]
    public async Task A_failure_that_refuses_the_item_stops_the_other_and_then_gives_the_pixels_back()
    {
        _reader.Gate = new TaskCompletionSource().Task;
        _model.Fail = new ClassifierException(ErrorKind.DeadlineExceeded, "late");
        Assert.Equal(ErrorKind.DeadlineExceeded, (await Assert.ThrowsAsync<ClassifierException>(() => Ask())).Kind);
        AssertAllBack();
    }

    private void AssertAllBack()
    {
        Assert.Equal((0, 0), (_model.OpenTickets, _reader.Open));
        Assert.All(_decoder.Given, frame => Assert.Throws<ObjectDisposedException>(() => frame.Pixels.Length));
    }

    private Task<ClassificationReply> Ask(PolicyOptions? policy = null, int parts = 1, params TaskKind[] tasks) => new ContentClassifier(
        new ImageCatalog(_model), new FakeEncoder(), new DecisionPolicy(policy ?? new()), new(), new FakeTimeProvider(),
        NullLogger<ContentClassifier>.Instance, _reader, _decoder)
        .ClassifyAsync(
            new() { Parts = [.. Enumerable.Repeat(new ContentPart(PartRole.User, null, new byte[] { 1 }), parts)], Tasks = tasks },
            TestContext.Current.CancellationToken).AsTask();
}
