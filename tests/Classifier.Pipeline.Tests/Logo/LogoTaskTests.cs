using Classifier.Core;
using Classifier.Inference.Tests.Support;
using Classifier.Pipeline.Tests.Logo.Support;
using SkiaSharp;

namespace Classifier.Pipeline.Tests.Logo;

/// <summary>The way of a picture to the verdict on its logos, with the tiny model.</summary>
public sealed class LogoTaskTests : IAsyncLifetime
{
    private const double Red = 0, RedAltered = 25, Unknown = 60, Green = 120;
    private LogoRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await LogoRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("evil.example", null, Decision.Block)]
    [InlineData("redacme.example", null, Decision.Block)]
    [InlineData(null, null, Decision.Block)]
    [InlineData(null, "green", Decision.Block)]
    [InlineData("evil.example", "acme", Decision.Block)]
    [InlineData("acme.example", null, Decision.Allow)]
    [InlineData("www.Acme.example.", null, Decision.Allow)]
    [InlineData(null, "Acme", Decision.Allow)]
    public async Task A_protected_logo_is_judged_by_the_claim(string? domain, string? brand, Decision expected)
    {
        await _rig.AddAsync("acme", 300);

        var verdict = await _rig.AskAsync(Screens.Of(640, 400, (300, 96, 96, 80)), domain, brand);

        Assert.Equal(expected, verdict.Decision);
        Assert.Equal(expected == Decision.Allow ? "none" : "impersonation", verdict.Label);
        Assert.Equal(("logo@1", TaskOutcome.Ok), (verdict.Model.ToString(), verdict.Outcome));
        Assert.All(verdict.Evidence, e => Assert.Equal(("acme", true, false), (e.Brand!.Brand, e.Brand.Protected, e.Brand.NearCopy)));
        Assert.NotEmpty(verdict.Evidence);
    }

    [Fact]
    public async Task A_near_copy_is_at_least_as_severe_and_an_unknown_logo_is_nothing()
    {
        await _rig.AddAsync("red", null);
        var exact = await _rig.AskAsync(Screens.Of(640, 400, (Red, 96, 96, 80)), "evil.example");
        var near = await _rig.AskAsync(Screens.Of(640, 400, (RedAltered, 96, 96, 80)), "evil.example");
        var unknown = await _rig.AskAsync(Screens.Of(640, 400, (Unknown, 96, 96, 80)), "evil.example");

        Assert.True(near.Evidence[0].Brand!.NearCopy && !exact.Evidence[0].Brand!.NearCopy);
        Assert.Equal(Decision.Block, exact.Decision);
        Assert.True(near.Decision >= exact.Decision && near.Score >= exact.Score);
        Assert.Equal((Decision.Allow, 0.0), (unknown.Decision, unknown.Score!.Value.Value));
        Assert.Empty(unknown.Evidence);
    }

    [Fact]
    public async Task A_known_brand_is_evidence_with_its_box_and_decides_nothing()
    {
        var verdict = await _rig.AskAsync(Screens.Of(800, 600, (Green, 400, 304, 96)), "evil.example");

        Assert.Equal(Decision.Allow, verdict.Decision);
        Assert.All(verdict.Evidence, e =>
        {
            Assert.Equal(("green", "The green one", false), (e.Brand!.Brand, e.Brand.Title, e.Brand.Protected));
            Assert.InRange(e.Box!.Value.X, 400 - 110, 400 + 96);
            Assert.InRange(e.Box.Value.Y, 304 - 110, 304 + 96);
        });
        Assert.NotEmpty(verdict.Evidence);
    }

    [Theory]
    [InlineData(24, 100, 80)]
    [InlineData(80, 640, 400)]
    [InlineData(200, 1000, 700)]
    [InlineData(700, 1900, 1000)]
    public async Task Logos_of_every_size_are_found(int side, int width, int height)
    {
        await _rig.AddAsync("red", null);
        Assert.Equal(Decision.Block, (await _rig.AskAsync(Screens.Of(width, height, (Red, (width - side) / 2, (height - side) / 2, side)))).Decision);
    }

    [Fact]
    public async Task Grey_pictures_have_no_logo()
    {
        await _rig.AddAsync("red", null);
        foreach (var ground in new[] { SKColors.White, SKColors.Black, SKColors.Gray })
            Assert.Empty((await _rig.AskAsync(Screens.Of(300, 200, ground))).Evidence);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 900)]
    [InlineData(4000, 2)]
    public async Task Pictures_of_odd_shape_are_answered(int width, int height) =>
        Assert.Equal(TaskOutcome.Ok, (await _rig.AskAsync(Screens.Of(width, height))).Outcome);

    [Fact]
    public async Task Who_names_no_task_gets_it_where_a_brand_is_protected()
    {
        var request = LogoRig.Request(Screens.Of(640, 400, (Red, 96, 96, 80))) with { Tasks = [] };
        var idle = await _rig.Classifier.ClassifyAsync(request, TestContext.Current.CancellationToken);
        Assert.Empty(idle.Results);
        Assert.Equal(0, _rig.Decoder.Decoded);

        await _rig.AddAsync("red", null);
        var asked = await _rig.Classifier.ClassifyAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((TaskKind.Logo, Decision.Block), (Assert.Single(asked.Results).Task, asked.Decision));

        await _rig.Library.RemoveAsync("red", TestContext.Current.CancellationToken);
        Assert.Empty((await _rig.Classifier.ClassifyAsync(request, TestContext.Current.CancellationToken)).Results);
    }

    [Fact]
    public async Task A_damaged_picture_names_its_part()
    {
        var refused = await Assert.ThrowsAsync<ClassifierException>(() => _rig.AskAsync([1, 2, 3]));
        Assert.Equal((ErrorKind.InvalidArgument, "item.parts[0].image"), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task A_picture_of_the_system_is_trusted()
    {
        await _rig.AddAsync("red", null);
        var request = LogoRig.Request([]) with { Parts = [new(PartRole.System, null, Screens.Of(640, 400, (Red, 96, 96, 80)))] };
        Assert.Equal(TaskOutcome.Skipped, Assert.Single((await _rig.Classifier.ClassifyAsync(request, TestContext.Current.CancellationToken)).Results).Outcome);
    }

    [Fact]
    public async Task Verdicts_do_not_depend_on_who_is_judged_at_the_same_time()
    {
        await _rig.AddAsync("red", null);
        var hues = Enumerable.Range(0, 12).Select(i => i * 30.0).ToArray();
        var alone = new List<TaskVerdict>();
        foreach (var hue in hues) alone.Add(await _rig.AskAsync(Screens.Of(320, 200, (hue, 96, 48, 80))));
        var together = await Task.WhenAll(hues.Select(hue => _rig.AskAsync(Screens.Of(320, 200, (hue, 96, 48, 80)))));

        for (var i = 0; i < hues.Length; i++)
        {
            Assert.Equal((alone[i].Decision, alone[i].Evidence.Count), (together[i].Decision, together[i].Evidence.Count));
            Assert.Equal(alone[i].Score!.Value.Value, together[i].Score!.Value.Value, 1e-4);
        }
    }

    [Fact]
    public async Task Without_a_finder_the_task_is_not_answered()
    {
        var classifier = new ContentClassifier(
            _rig.Models, new Fakes.FakeEncoder(), new Governance.Policy.DecisionPolicy(new()), new(), TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ContentClassifier>.Instance, decoder: _rig.Decoder);
        var reply = await classifier.ClassifyAsync(LogoRig.Request(Screens.Of(64, 64)), TestContext.Current.CancellationToken);
        Assert.Equal((TaskOutcome.Error, Decision.Review), (Assert.Single(reply.Results).Outcome, reply.Decision));
    }

    [Fact]
    public void The_tiny_models_hues_are_as_far_from_each_other_as_the_tests_say()
    {
        double Cosine(double a, double b) => TinyLogoModel.Embedding(a).Zip(TinyLogoModel.Embedding(b), (x, y) => (double)x * y).Sum();
        Assert.InRange(Cosine(Red, RedAltered), TinyLogoModel.Near + 0.02, TinyLogoModel.Match - 0.02);
        Assert.InRange(Cosine(Red, Unknown), 0, TinyLogoModel.Near - 0.1);
    }
}
