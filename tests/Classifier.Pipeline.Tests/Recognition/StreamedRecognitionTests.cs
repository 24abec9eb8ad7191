using Classifier.Core;
using static Classifier.Pipeline.Tests.Recognition.BankRig;

namespace Classifier.Pipeline.Tests.Recognition;

public sealed class StreamedRecognitionTests : IDisposable
{
    private readonly BankRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finished_output_is_registered_whole_and_seen_as_a_whole_item()
    {
        // Longer than a segment, so that the text is no more among what is judged.
        var text = string.Join(' ', Enumerable.Range(0, 1500).Select(i => $"word{i * 7919 % 1511}"));
        var reply = await StreamAsync("out-1", text, 211);
        Assert.Equal("out-1", reply.OutputId);
        Assert.Equal(["texts"], Assert.Single(reply.SeenBefore!.Parts).RegisteredIn);

        var whole = await _rig.Ask(Output("out-2", new SeenBeforeQuery { OnSeen = Decision.Review }, Words(text)));
        Assert.Equal(("out-1", 0), (Assert.Single(whole.SeenBefore!.Parts).Matches.Matches[0].Item.OutputId, whole.SeenBefore.Parts[0].Matches.Matches[0].Distance));
        Assert.Equal(Decision.Review, whole.Decision);
        Assert.True((await StreamAsync("out-3", text, 997)).SeenBefore!.Seen);
    }

    [Fact]
    public async Task Pieces_before_the_last_register_nothing()
    {
        var output = _rig.Pipeline.Classifier.OpenOutput(Output("out-1", Register("texts")), PartRole.Unspecified);
        Assert.Null((await output.AppendAsync(Long, long.MaxValue, Cancellation)).SeenBefore);
        Assert.Equal(0, _rig.Store.Get("texts").Count);
    }

    [Fact]
    public async Task Output_that_asks_for_nothing_ends_with_its_last_verdict()
    {
        var output = _rig.Pipeline.Classifier.OpenOutput(Output("out-1", Register()) with { SeenBefore = null }, PartRole.Unspecified);
        var last = await output.AppendAsync(Long, long.MaxValue, Cancellation);
        Assert.Same(last, await output.FinishAsync(Cancellation));
    }

    [Fact]
    public void Unknown_bank_is_refused_when_the_output_is_opened()
    {
        var e = Assert.Throws<ClassifierException>(() => _rig.Pipeline.Classifier.OpenOutput(Output("o", Register("none")), PartRole.Unspecified));
        Assert.Equal(ErrorKind.NotFound, e.Kind);
    }

    [Fact]
    public async Task Bank_that_holds_no_texts_is_refused_at_the_end()
    {
        var output = _rig.Pipeline.Classifier.OpenOutput(Output("o", Register("pictures")), PartRole.Unspecified);
        await output.AppendAsync(Long, long.MaxValue, Cancellation);
        var e = await Assert.ThrowsAsync<ClassifierException>(() => output.FinishAsync(Cancellation).AsTask());
        Assert.Equal("context.seen_before.register_in", e.Field);
    }

    private async Task<ClassificationReply> StreamAsync(string id, string text, int piece)
    {
        var output = _rig.Pipeline.Classifier.OpenOutput(Output(id, Register("texts")), PartRole.Unspecified);
        foreach (var some in text.Chunk(piece)) await output.AppendAsync(new string(some), long.MaxValue, Cancellation);
        return await output.FinishAsync(Cancellation);
    }
}
