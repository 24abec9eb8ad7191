using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.Inference.Tests.Support;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Classifier.Cli.Tests.Eval;

/// <summary><c>eval --task deepfake</c> through the real pipeline over a graph that takes bright pictures for fakes.</summary>
public sealed class PictureEvalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PictureEvalTests() => TinyImageModel.Write(Path.Combine(_folder.Path, "models"));

    private string Picture(string name, byte level, int width = 200, int height = 160)
    {
        using var picture = new Image<Rgb24>(width, height, new Rgb24(level, level, level));
        using var bytes = new MemoryStream();
        picture.SaveAsPng(bytes);
        _folder.File(name, bytes.ToArray());
        return name;
    }

    private string Manifest(params string[] rows) => _folder.File("manifest.jsonl", string.Join('\n', rows));

    private static string Row(string file, string label, string? generator = null, string source = "s") =>
        $$"""{"file":"{{file}}","label":"{{label}}","source":"{{source}}","generator":{{(generator is null ? "null" : $"\"{generator}\"")}}}""";

    private void FourPictures() => Manifest(
        Row(Picture("a.png", 250), "fake", "g1"), Row(Picture("b.png", 20), "fake", "g2"),
        Row(Picture("c.png", 60), "real"), Row(Picture("d.png", 10), "real"));

    private Task<CommandLineRun> EvalAsync(params string[] more) => CommandLineRun.OfAsync(
        ["eval", "--task", "deepfake", "--data", _folder.Path, "--models", Path.Combine(_folder.Path, "models"), "--data-dir", Path.Combine(_folder.Path, "data"), "--provider", "cpu", "--json", .. more]);

    [Fact]
    public async Task Figures_are_by_generator_against_all_real_pictures()
    {
        FourPictures();
        var run = await EvalAsync();

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal((4, 2, 0.75), (run.Json.GetProperty("n").GetInt32(), run.Json.GetProperty("positives").GetInt32(), run.Json.GetProperty("auc").GetDouble()));
        Assert.Equal(0.8, run.Json.GetProperty("threshold").GetDouble());
        Assert.Equal((0.75, 0.5, 0.0), (run.Json.GetProperty("accuracy").GetDouble(), run.Json.GetProperty("tpr").GetDouble(), run.Json.GetProperty("fpr").GetDouble()));
        var generators = run.Json.GetProperty("by_generator");
        Assert.Equal(["g1", "g2"], generators.Keys().Order());
        Assert.Equal((3, 1.0), (generators.GetProperty("g1").GetProperty("n").GetInt32(), generators.GetProperty("g1").GetProperty("auc").GetDouble()));
        Assert.Equal(0.5, generators.GetProperty("g2").GetProperty("auc").GetDouble());
        Assert.DoesNotContain("by_degradation", run.Json.Keys());
    }

    [Fact]
    public async Task Degradations_stand_beside_the_pictures_as_they_are()
    {
        FourPictures();
        var run = await EvalAsync("--degrade");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(4, run.Json.GetProperty("n").GetInt32());
        var degradations = run.Json.GetProperty("by_degradation");
        Assert.Equal(["half", "jpeg50", "jpeg75", "jpeg95", "none"], degradations.Keys().Order());
        Assert.All(degradations.EnumerateObject(), d =>
        {
            // Flat pictures look the same after all of them.
            Assert.Equal((4, 0.75), (d.Value.GetProperty("n").GetInt32(), d.Value.GetProperty("auc").GetDouble()));
            Assert.NotEqual(System.Text.Json.JsonValueKind.Null, d.Value.GetProperty("tpr_at_1pct_fpr").ValueKind);
        });
    }

    [Fact]
    public async Task Equalised_pictures_give_the_same_figures_for_the_same_seed()
    {
        FourPictures();
        var (one, two) = (await EvalAsync("--equalise", "17", "--degrade"), await EvalAsync("--equalise", "17", "--degrade"));

        Assert.Equal((ExitCode.Done, ""), (one.ExitCode, one.Error));
        Assert.Equal(one.Out, two.Out);
        Assert.Equal(0.75, one.Json.GetProperty("auc").GetDouble());
    }

    [Fact]
    public async Task A_file_that_is_no_picture_has_no_score_and_is_counted()
    {
        _folder.File("bad.png", [1, 2, 3]);
        Manifest(Row(Picture("a.png", 250), "fake", "g"), Row("bad.png", "real"));

        foreach (var more in new string[][] { [], ["--equalise", "3"] })
        {
            var run = await EvalAsync(more);
            Assert.Equal(ExitCode.Failed, run.ExitCode);
            Assert.Equal((1, 1), (run.Json.GetProperty("n").GetInt32(), run.Json.GetProperty("errors").GetInt32()));
        }
    }

    [Theory]
    [InlineData("""{"label":"fake"}""", "has no string \"file\"")]
    [InlineData("""{"file":"none.png","label":"fake"}""", "names a file that is not there")]
    [InlineData("""{"file":"a.png","label":1}""", "has no \"label\" of real or fake")]
    public async Task A_bad_row_is_named_by_its_line(string row, string fault)
    {
        Manifest(Row(Picture("a.png", 250), "fake"), row);
        var run = await EvalAsync();

        Assert.Equal(ExitCode.InputRefused, run.ExitCode);
        Assert.Contains("line 2 " + fault, run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Degrade_is_refused_for_rows_of_text() => Assert.Equal(
        ExitCode.Usage, (await CommandLineRun.OfAsync($"eval --task injection --data {_folder.Path} --degrade --json")).ExitCode);

    public void Dispose() => _folder.Dispose();
}
