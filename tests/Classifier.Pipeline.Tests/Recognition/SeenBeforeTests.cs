using Classifier.Core;
using Classifier.Fingerprint.Banks;
using Classifier.Governance.Policy;
using static Classifier.Pipeline.Tests.Recognition.BankRig;

namespace Classifier.Pipeline.Tests.Recognition;

public sealed class SeenBeforeTests : IDisposable
{
    private readonly BankRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Output_is_registered_and_another_like_it_is_seen_under_its_id()
    {
        var labels = new Dictionary<string, string> { ["campaign"] = "spring" };
        var first = await _rig.Ask(Output("out-1", Register("pictures") with { Labels = labels }, PatternDecoder.Part(1)));
        Assert.False(first.SeenBefore!.Seen);
        var registered = Assert.Single(first.SeenBefore.Parts, p => p.Algorithm == "pdq");
        Assert.Equal(["pictures"], registered.RegisteredIn);
        Assert.Equal((64, true), (registered.Hex!.Length, registered.Quality >= 50));
        Assert.Empty(Assert.Single(first.SeenBefore.Parts, p => p.Algorithm == "dhash").RegisteredIn);

        var second = await _rig.Ask(Output("out-2", Register("pictures"), PatternDecoder.Part(1)));

        Assert.True(second.SeenBefore!.Seen);
        Assert.Equal((Decision.Allow, Decision.Allow), (second.SeenBefore.Decision, second.Decision));
        var match = Assert.Single(Assert.Single(second.SeenBefore.Parts, p => p.Algorithm == "pdq").Matches.Matches);
        Assert.Equal(("out-1", "out-1", "pictures", 0), (match.Item.OutputId, match.Item.Id, match.Bank.Name, match.Distance));
        Assert.Equal("spring", match.Item.Labels["campaign"]);
        Assert.Equal(2, _rig.Store.Get("pictures").Count);
    }

    [Fact]
    public async Task Other_content_and_the_same_output_asked_again_are_not_seen()
    {
        await _rig.Ask(Output("out-1", Register("pictures", "texts"), PatternDecoder.Part(1), Words(Long)));
        var again = await _rig.Ask(Output("out-1", Register("pictures", "texts"), PatternDecoder.Part(1), Words(Long)));
        Assert.False(again.SeenBefore!.Seen);
        var other = await _rig.Ask(Output("out-2", new SeenBeforeQuery(), PatternDecoder.Part(2), Words(string.Join(' ', Long.Split(' ').Reverse()))));
        Assert.False(other.SeenBefore!.Seen);
        Assert.Equal((1, 1), (_rig.Store.Get("pictures").Count, _rig.Store.Get("texts").Count));
    }

    [Fact]
    public async Task Items_of_an_output_with_many_parts_do_not_hide_those_of_others()
    {
        await _rig.Ask(Output("other", Register("pictures"), PatternDecoder.Part(5)));
        var mine = Enumerable.Repeat(PatternDecoder.Part(5), 12).ToArray();
        var reply = await _rig.Ask(Output("mine", Register("pictures") with { Limit = 1 }, mine));
        Assert.All(reply.SeenBefore!.Parts.Where(p => p.Algorithm == "pdq"), p => Assert.Equal("other", Assert.Single(p.Matches.Matches).Item.OutputId));
        Assert.Equal(13, _rig.Store.Get("pictures").Count);
        Assert.NotNull(_rig.Store.Get("pictures").Find("mine"));
        Assert.Equal("mine", _rig.Store.Get("pictures").Find("mine#11")!.OutputId);
    }

    [Fact]
    public async Task Output_registered_again_with_fewer_parts_has_only_those()
    {
        await _rig.Ask(Output("mine", Register("pictures", "texts"), PatternDecoder.Part(1), PatternDecoder.Part(2), PatternDecoder.Part(3), Words(Long)));
        await _rig.Ask(Output("mine", Register("pictures", "texts"), PatternDecoder.Part(4), Words("Too short.")));

        Assert.Equal((1, 0), (_rig.Store.Get("pictures").Count, _rig.Store.Get("texts").Count));
        foreach (var (seed, seen) in new[] { (1, false), (2, false), (3, false), (4, true) })
            Assert.Equal(seen, (await _rig.Ask(Output("other", new SeenBeforeQuery { Banks = ["pictures"] }, PatternDecoder.Part(seed)))).SeenBefore!.Seen);
    }

    [Fact]
    public async Task Banks_that_an_output_is_not_registered_in_again_keep_what_they_have()
    {
        await _rig.Ask(Output("mine", Register("pictures", "shapes"), PatternDecoder.Part(1), PatternDecoder.Part(2)));
        await _rig.Ask(Output("mine", Register("shapes"), PatternDecoder.Part(3)));
        Assert.Equal((2, 1), (_rig.Store.Get("pictures").Count, _rig.Store.Get("shapes").Count));
    }

    [Fact]
    public async Task Parts_that_are_no_output_are_looked_for_and_not_registered()
    {
        await _rig.Ask(Output("out-1", Register("pictures"), PatternDecoder.Part(1)));
        var request = Output("out-2", Register("pictures"), PatternDecoder.Part(2), PatternDecoder.Part(1, PartRole.User), PatternDecoder.Part(1, PartRole.System));
        var reply = await _rig.Ask(request);
        var pdq = reply.SeenBefore!.Parts.Where(p => p.Algorithm == "pdq").ToArray();
        Assert.Equal([0, 1], pdq.Select(p => p.Part));
        Assert.Equal(["pictures"], pdq[0].RegisteredIn);
        Assert.Empty(pdq[1].RegisteredIn);
        Assert.Equal("out-1", Assert.Single(pdq[1].Matches.Matches).Item.OutputId);
    }

    [Fact]
    public async Task Named_banks_alone_are_asked_and_the_negative_ones()
    {
        await _rig.Ask(Output("out-1", Register("pictures", "shapes"), PatternDecoder.Part(1)));
        var shapes = await _rig.Ask(Output("out-2", new SeenBeforeQuery { Banks = ["shapes"] }, PatternDecoder.Part(1)));
        Assert.Equal("shapes", Assert.Single(Assert.Single(shapes.SeenBefore!.Parts).Matches.Matches).Bank.Name);

        _rig.Store.Create(new BankDefinition("harmless", "dhash", 2, Negative: true));
        await _rig.Ask(Output("stock", Register("harmless"), PatternDecoder.Part(1)));
        var excused = await _rig.Ask(Output("out-3", new SeenBeforeQuery { Banks = ["shapes"], OnSeen = Decision.Block }, PatternDecoder.Part(1)));
        Assert.Equal((false, Decision.Allow), (excused.SeenBefore!.Seen, excused.Decision));
        Assert.Equal("stock", Assert.Single(excused.SeenBefore.Parts).Matches.SuppressedBy!.Item.OutputId);
    }

    [Fact]
    public async Task Named_bank_that_cannot_hold_a_part_is_not_taken_for_all_banks()
    {
        await _rig.Ask(Output("out-1", Register("pictures"), PatternDecoder.Part(1)));
        var reply = await _rig.Ask(Output("out-2", new SeenBeforeQuery { Banks = ["texts"], RegisterIn = ["pictures"] }, PatternDecoder.Part(1)));
        Assert.Empty(Assert.Single(reply.SeenBefore!.Parts).Matches.Matches);
    }

    [Theory]
    [InlineData(0, null, "pictures", "The picture has too little structure to be recognised by.")]
    [InlineData(1, "Yes, of course.", "texts", "The text has too few words to be recognised by.")]
    [InlineData(1, "…", "texts", "The text has too few words to be recognised by.")]
    public async Task What_says_too_little_is_neither_registered_nor_found(int seed, string? text, string bank, string reason)
    {
        var part = text is null ? PatternDecoder.Part(seed) : Words(text);
        await _rig.Ask(Output("out-1", Register(bank), part));
        var reply = await _rig.Ask(Output("out-2", Register(bank) with { OnSeen = Decision.Block }, part));
        Assert.False(reply.SeenBefore!.Seen);
        Assert.All(reply.SeenBefore.Parts, p => Assert.Equal((TaskOutcome.Skipped, reason, null), (p.Outcome, p.Reason, p.Hex)));
        Assert.Equal(0, _rig.Store.Get(bank).Count);
    }

    [Fact]
    public async Task Of_two_like_outputs_at_the_same_time_one_sees_the_other()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            using var together = new Barrier(2);
            var replies = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => Task.Run(() =>
            {
                Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30)));
                return _rig.Ask(Output($"{seed}-{n}", Register("pictures"), PatternDecoder.Part(seed)));
            })));
            Assert.Contains(replies, reply => reply.SeenBefore!.Seen);
        }
    }

    [Fact]
    public async Task Nothing_is_done_where_nothing_is_asked()
    {
        _rig.Decoder.Refusal = new ClassifierException(ErrorKind.Overloaded, "busy");
        var reply = await _rig.Ask(Output("out-1", Register(), PatternDecoder.Part(1)) with { SeenBefore = null });
        Assert.Null(reply.SeenBefore);
    }

    [Theory]
    [InlineData("none", null, ErrorKind.NotFound, "context.seen_before.banks")]
    [InlineData(null, "none", ErrorKind.NotFound, "context.seen_before.register_in")]
    [InlineData(null, "pictures", ErrorKind.InvalidArgument, "context.seen_before.register_in")]
    public async Task Wrong_bank_is_refused_before_a_model_runs(string? look, string? register, ErrorKind kind, string field)
    {
        var query = new SeenBeforeQuery { Banks = look is null ? [] : [look], RegisterIn = register is null ? [] : [register] };
        var e = await Assert.ThrowsAsync<ClassifierException>(() => _rig.Ask(Output("out-1", query, Words(Long))));
        Assert.Equal((kind, field), (e.Kind, e.Field));
        Assert.Empty(_rig.Pipeline.Model.Admitted);
    }

    [Fact]
    public async Task Damaged_picture_is_refused_and_names_its_part()
    {
        _rig.Decoder.Refusal = new ClassifierException(ErrorKind.InvalidArgument, "The picture cannot be decoded.");
        var e = await Assert.ThrowsAsync<ClassifierException>(() => _rig.Ask(Output("out-1", Register("pictures"), Words(Long), PatternDecoder.Part(1))));
        Assert.Equal("item.parts[1].image", e.Field);
        Assert.Equal(0, _rig.Store.Get("pictures").Count);
    }

    [Fact]
    public async Task Refused_classification_registers_nothing()
    {
        _rig.Pipeline.Model.Refuse = _ => new ClassifierException(ErrorKind.Overloaded, "busy");
        await Assert.ThrowsAsync<ClassifierException>(() => _rig.Ask(Output("out-1", Register("texts"), Words(Long))));
        Assert.Equal(0, _rig.Store.Get("texts").Count);
    }

    [Fact]
    public async Task Without_banks_a_query_is_refused()
    {
        var e = await Assert.ThrowsAsync<ClassifierException>(() => new Fakes.Rig().Ask(Output("out-1", Register("texts"), Words(Long))));
        Assert.Equal((ErrorKind.InvalidArgument, "context.seen_before"), (e.Kind, e.Field));
    }

    [Theory]
    [InlineData(Decision.Allow, Decision.Allow, Decision.Allow)]
    [InlineData(Decision.Review, Decision.Allow, Decision.Review)]
    [InlineData(Decision.Allow, Decision.Block, Decision.Block)]
    [InlineData(Decision.Block, Decision.Review, Decision.Block)]
    public async Task Reuse_decides_the_stricter_of_policy_and_caller(Decision policy, Decision caller, Decision expected)
    {
        using var rig = new BankRig(new PolicyOptions { OnReuse = policy, FallbackText = "Not this again." });
        await rig.Ask(Output("out-1", Register("texts"), Words(Long)));
        var fresh = await rig.Ask(Output("out-2", new SeenBeforeQuery { OnSeen = caller }, Words("x")));
        Assert.Equal((Decision.Allow, null), (fresh.Decision, fresh.Fallback));
        var reused = await rig.Ask(Output("out-2", new SeenBeforeQuery { OnSeen = caller }, Words(Long.ToUpperInvariant())));
        Assert.Equal((expected, expected), (reused.Decision, reused.SeenBefore!.Decision));
        Assert.Equal(expected == Decision.Allow ? null : "Not this again.", reused.Fallback?.Text);
        Assert.All(reused.Results, result => Assert.Equal(Decision.Allow, result.Decision));
    }

    [Theory]
    [InlineData(Decision.Allow, Decision.Allow)]
    [InlineData(Decision.Block, Decision.Review)]
    public async Task Refusal_for_load_is_what_policy_says_where_reuse_matters(Decision onReuse, Decision expected)
    {
        using var rig = new BankRig(new PolicyOptions { OnReuse = onReuse, FallbackText = "Later.", OnOverload = Decision.Review });
        rig.Decoder.Refusal = new ClassifierException(ErrorKind.Overloaded, "busy");
        var reply = await rig.Ask(Output("out-1", Register("pictures"), PatternDecoder.Part(1)));
        Assert.Equal(expected, reply.Decision);
        Assert.Equal(TaskOutcome.Overloaded, Assert.Single(reply.SeenBefore!.Parts).Outcome);

        using var plain = new BankRig(new PolicyOptions { OnReuse = onReuse });
        plain.Decoder.Refusal = new ClassifierException(ErrorKind.Overloaded, "busy");
        await Assert.ThrowsAsync<ClassifierException>(() => plain.Ask(Output("out-1", Register("pictures"), PatternDecoder.Part(1))));
    }
}
