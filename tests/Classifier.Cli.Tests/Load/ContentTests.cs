using Classifier.Cli.Load.Content;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.Text;
using CsCheck;

namespace Classifier.Cli.Tests.Load;

public sealed class ContentTests
{
    [Fact]
    public void Built_in_texts_are_some_two_hundred_of_both_classes_in_several_languages()
    {
        var rows = BuiltInTexts.Read();
        Assert.InRange(rows.Count, 200, 300);
        Assert.Equal(rows.Count, rows.Select(r => r.Text).Distinct().Count());
        Assert.InRange(rows.Count(r => r.Positive) / (double)rows.Count, 0.2, 0.5);
        Assert.True(rows.Select(r => r.Lang).Distinct().Count() >= 8);
        foreach (var language in rows.GroupBy(r => r.Lang)) Assert.Equal(2, language.Select(r => r.Positive).Distinct().Count());
    }

    [Fact]
    public void Long_texts_have_a_mean_of_at_least_250_tokens_and_mixed_ones_spread_widely()
    {
        var tokenizer = Directory.EnumerateFiles(Path.Combine(CheckoutModels.Folder(), "text", "1"), "*.model").Single();
        var encoder = TextEncoder.Load(tokenizer, new TextEncoderOptions { MaxViews = 0 });
        int[] Lengths(ContentSet set) =>
            [.. ComposedTexts.Of(BuiltInTexts.Read(), set, 3).Select(r => encoder.Encode(r.Text).Windows.Sum(w => w.Ids.Length)).Order()];

        Assert.True(Lengths(ContentSet.Long).Average() >= 250, "mean " + Lengths(ContentSet.Long).Average());
        var mixed = Lengths(ContentSet.Mixed);
        Assert.True(mixed[^1] > 8 * mixed[0], $"{mixed[0]} to {mixed[^1]}");
    }

    [Fact]
    public void A_composed_text_holds_its_message_and_otherwise_harmless_ones_of_its_language()
    {
        var messages = BuiltInTexts.Read();
        var harmless = messages.Where(m => !m.Positive).ToLookup(m => m.Lang, m => m.Text);
        foreach (var (composed, message) in ComposedTexts.Of(messages, ContentSet.Long, 1).Zip(messages))
        {
            var parts = composed.Text.Split("\n\n");
            Assert.Contains(message.Text, parts);
            Assert.Equal(message.Positive, composed.Positive);
            Assert.All(parts.Where(p => p != message.Text), p => Assert.Contains(p, harmless[message.Lang]));
        }
    }

    [Fact]
    public void A_sample_is_of_its_size_keeps_both_classes_and_depends_on_the_seed_alone() =>
        Gen.Select(Gen.Int[1, 250], Gen.Int[0, 1000]).Sample((most, seed) =>
        {
            var rows = BuiltInTexts.Read();
            var sample = LoadContent.Sample(rows, most, seed);
            Assert.Equal(Math.Min(most, rows.Count), sample.Count);
            Assert.Equal(sample.Count, sample.Distinct().Count());
            if (most >= 2) Assert.Equal(2, sample.Select(r => r.Positive).Distinct().Count());
            Assert.Equal(sample, LoadContent.Sample(rows, most, seed));
        }, iter: 30);

    [Fact]
    public async Task Rows_of_a_file_become_requests_in_the_direction_of_their_kind()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("rows.jsonl", """
            {"text":"one","label":1,"kind":"indirect-email"}
            {"text":"two","label":0}
            """);
        var items = await LoadContent.ReadAsync(Plain, file, null, TestContext.Current.CancellationToken);
        Assert.Equal([(true, V1.Direction.ToolInput), (false, V1.Direction.Prompt)], items.Select(i => (i.Positive, i.Request.Context.Direction)));
        Assert.All(items, i => Assert.Equal(["injection"], i.Request.Context.Tasks));
        await Assert.ThrowsAsync<CliException>(() => LoadContent.ReadAsync(Plain, folder.File("empty.jsonl", ""), null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0.0, 20, 0)]
    [InlineData(0.25, 15, 5)]
    [InlineData(1.0, 0, 6)]
    public async Task Pictures_are_their_share_of_the_items_with_tasks_and_a_label_of_their_own(double share, int texts, int pictures)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 6; i++) folder.File($"{i}.png", $"picture {i}");
        var manifest = folder.File("manifest.jsonl", string.Join('\n', Enumerable.Range(0, 6).Select(i => $"{{\"file\":\"{i}.png\",\"label\":\"{(i < 3 ? "fake" : "real")}\"}}")));
        var profile = Plain with { Items = 20, Images = new() { Share = share } };
        foreach (var images in new[] { manifest, folder.Path })
        {
            var items = await LoadContent.ReadAsync(profile, null, images, TestContext.Current.CancellationToken);

            var (written, drawn) = (items.Where(i => i.Request.Item.Parts[0].Image is null).ToArray(), items.Where(i => i.Request.Item.Parts[0].Image is not null).ToArray());
            Assert.Equal((texts, pictures), (written.Length, drawn.Length));
            Assert.All(written, i => Assert.Equal(("injection", "injection"), (i.Task, Assert.Single(i.Request.Context.Tasks))));
            Assert.All(drawn, i => Assert.Equal(("deepfake", "deepfake"), (i.Task, Assert.Single(i.Request.Context.Tasks))));
            Assert.All(drawn, i => Assert.Equal(i.Positive, i.Request.Item.Parts[0].Image.Data.ToStringUtf8() is "picture 0" or "picture 1" or "picture 2"));
        }
    }

    [Fact]
    public async Task What_real_and_fake_do_not_label_has_no_label()
    {
        using var folder = new TemporaryFolder();
        folder.File("a.png", "a");
        var manifest = folder.File("manifest.jsonl", "{\"file\":\"a.png\",\"label\":\"real\"}");
        var profile = Plain with { Images = new() { Share = 1, Tasks = ["injection", "deepfake"] } };

        Assert.Null(Assert.Single(await LoadContent.ReadAsync(profile, null, manifest, TestContext.Current.CancellationToken)).Task);
    }

    [Fact]
    public async Task Pictures_that_are_not_there_are_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (var manifest in new[] { folder.File("gone.jsonl", "{\"file\":\"gone.png\",\"label\":\"real\"}"), folder.File("none.jsonl", ""), Path.Combine(folder.Path, "no.jsonl") })
            Assert.Equal(ExitCode.InputRefused, (await Assert.ThrowsAsync<CliException>(() => LoadContent.ReadAsync(Plain, null, manifest, TestContext.Current.CancellationToken))).ExitCode);
    }

    private static LoadProfile Plain { get; } = new() { Name = "x", Phases = [] };
}
