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
    public void Rows_of_a_file_become_requests_in_the_direction_of_their_kind()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("rows.jsonl", """
            {"text":"one","label":1,"kind":"indirect-email"}
            {"text":"two","label":0}
            """);
        var items = LoadContent.Read(new LoadProfile { Name = "x", Phases = [] }, file);
        Assert.Equal([(true, V1.Direction.ToolInput), (false, V1.Direction.Prompt)], items.Select(i => (i.Positive, i.Request.Context.Direction)));
        Assert.All(items, i => Assert.Equal(["injection"], i.Request.Context.Tasks));
        Assert.Throws<CliException>(() => LoadContent.Read(new LoadProfile { Name = "x", Phases = [] }, folder.File("empty.jsonl", "")));
    }
}
