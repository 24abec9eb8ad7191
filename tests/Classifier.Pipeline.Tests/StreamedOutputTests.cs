using Classifier.Core;
using Classifier.Pipeline.Tests.Fakes;
using CsCheck;

namespace Classifier.Pipeline.Tests;

public sealed class StreamedOutputTests
{
    private static readonly ClassificationRequest Context = new() { Parts = [], Direction = Direction.Prompt };

    private static IStreamedOutput Open(Rig rig) => rig.Classifier.OpenOutput(Context, PartRole.Unspecified);

    private static Task<ClassificationReply> Append(IStreamedOutput output, string text) =>
        output.AppendAsync(text, long.MaxValue, TestContext.Current.CancellationToken).AsTask();

    [Fact]
    public void Pieces_judge_like_the_whole_text() =>
        Gen.Select(Gen.OneOf(Gen.Const("x"), Gen.Int[-9, 9].Select(i => $"!{i}")).Array[1, 60], Gen.Int[1, 30]).Sample((words, size) =>
        {
            var text = string.Join(' ', words);
            var rig = new Rig();
            var output = Open(rig);
            ClassificationReply? last = null;
            foreach (var piece in text.Chunk(size)) last = Append(output, new string(piece)).GetAwaiter().GetResult();
            var whole = rig.Ask(text).GetAwaiter().GetResult();
            return last!.Decision == whole.Decision
                && Rig.Of(last, TaskKind.Injection).Score == Rig.Of(whole, TaskKind.Injection).Score
                && output.Covered == text.Length;
        }, iter: 100);

    [Fact]
    public async Task Only_windows_that_changed_run_again()
    {
        var rig = new Rig();
        var output = Open(rig);
        await Append(output, "a b c d e f g h ");
        var before = rig.Model.Ran.Count;
        await Append(output, "i j");
        Assert.Equal(before, rig.Model.Ran.Count - 1);
    }

    [Fact]
    public async Task An_append_costs_the_same_however_long_the_output_is()
    {
        var rig = new Rig();
        var output = Open(rig);
        var piece = string.Concat(Enumerable.Range(0, 100).Select(i => $"word{i} "));
        var costs = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            var before = rig.Model.Ran.Count;
            await Append(output, piece);
            costs.Add(rig.Model.Ran.Count - before);
        }
        Assert.True(costs.Skip(30).Max() <= costs.Take(30).Max(), string.Join(' ', costs));
    }

    [Fact]
    public async Task A_verdict_once_given_is_not_forgotten_when_its_segment_is_full()
    {
        var rig = new Rig();
        var output = Open(rig);
        await Append(output, "!5 ");
        var reply = await Append(output, string.Concat(Enumerable.Repeat("calm words ", 2000)));
        Assert.Equal(Decision.Block, reply.Decision);
        Assert.Equal(0, Rig.Of(reply, TaskKind.Injection).Evidence[0].Start);
    }

    [Fact]
    public async Task Late_evidence_stands_where_it_is_in_the_whole_text()
    {
        var calm = string.Concat(Enumerable.Repeat("calm wörds 😀 ", 900));
        var output = Open(new Rig());
        await Append(output, calm);
        var evidence = Rig.Of(await Append(output, "then !5 strikes"), TaskKind.Injection).Evidence[0];
        var runes = (calm + "then !5 strikes").EnumerateRunes().Skip(evidence.Start).Take(evidence.Length);
        Assert.Contains("!5", string.Concat(runes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_surrogate_pair_may_come_in_two_pieces()
    {
        var output = Open(new Rig());
        await Append(output, "a \ud83d");
        Assert.Equal(2, output.Covered);
        await Append(output, "\ude00 b");
        Assert.Equal(5, output.Covered);
    }

    [Fact]
    public async Task All_appends_have_one_output_id()
    {
        var output = Open(new Rig());
        Assert.Equal((await Append(output, "a")).OutputId, (await Append(output, "b")).OutputId);
    }

    [Fact]
    public async Task Text_refused_for_load_is_judged_with_the_next_piece()
    {
        var rig = new Rig();
        var output = Open(rig);
        rig.Model.Refuse = _ => new ClassifierException(ErrorKind.Overloaded, "no");
        await Assert.ThrowsAsync<ClassifierException>(() => Append(output, "!5 "));
        rig.Model.Refuse = _ => null;
        Assert.Equal(Decision.Block, (await Append(output, "calm")).Decision);
    }

    [Fact]
    public async Task An_output_has_a_bounded_length()
    {
        var output = new Rig(options: new PipelineOptions { MaxTextBytes = 10 }).Classifier.OpenOutput(Context, PartRole.Assistant);
        await Append(output, "12345");
        Assert.Equal(ErrorKind.TooLarge, (await Assert.ThrowsAsync<ClassifierException>(() => Append(output, "1234567"))).Kind);
    }
}
