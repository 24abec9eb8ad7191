using Classifier.Core;
using Classifier.Pipeline.Recognition;
using Classifier.Pipeline.Tests.Fakes;

namespace Classifier.Pipeline.Tests.Recognition;

/// <summary>A request that asks for the banks has them checked once, before anything is spent.</summary>
public sealed class CheckedOnceTests
{
    private readonly CountingRecogniser _recogniser = new();
    private readonly Rig _rig;

    public CheckedOnceTests() => _rig = new(recogniser: _recogniser);

    [Fact]
    public async Task An_items_banks_are_checked_once()
    {
        await _rig.Ask(Rig.Prompt("text") with { SeenBefore = new() });
        Assert.Equal(["check", "recognise"], _recogniser.Calls);
    }

    [Fact]
    public async Task A_refusal_comes_before_the_model()
    {
        _recogniser.Refusal = ClassifierException.Invalid("context.seen_before.banks", "no");
        await Assert.ThrowsAsync<ClassifierException>(() => _rig.Ask(Rig.Prompt("text") with { SeenBefore = new() }));
        Assert.Equal(["check"], _recogniser.Calls);
        Assert.Empty(_rig.Model.Ran);
    }

    [Fact]
    public async Task An_output_is_checked_when_it_opens_and_once_its_text_is_known()
    {
        var output = _rig.Classifier.OpenOutput(new() { Parts = [], SeenBefore = new() }, PartRole.Assistant);
        await output.AppendAsync("some text", long.MaxValue, TestContext.Current.CancellationToken);
        await output.FinishAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["check", "check", "recognise"], _recogniser.Calls);
    }

    private sealed class CountingRecogniser : IRecogniser
    {
        public List<string> Calls { get; } = [];
        public ClassifierException? Refusal { get; set; }

        public void Check(SeenBeforeQuery query, ClassificationRequest request)
        {
            Calls.Add("check");
            if (Refusal is not null) throw Refusal;
        }

        public ValueTask<IReadOnlyList<PartFingerprint>> RecogniseAsync(
            SeenBeforeQuery query, ClassificationRequest request, string outputId, CancellationToken cancellation)
        {
            Calls.Add("recognise");
            return ValueTask.FromResult<IReadOnlyList<PartFingerprint>>([]);
        }
    }
}
