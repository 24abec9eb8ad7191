using Classifier.Cli.Tests.Support;
using Classifier.Inference.Tests.Support;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Classifier.Cli.Tests.Bank;

/// <summary>Verbs over the tiny logo model, in which brands are hues, with a bank in a folder of its own.</summary>
internal sealed class BankRun : IDisposable
{
    public BankRun() => TinyLogoModel.Write(Models);

    public TemporaryFolder Folder { get; } = new();
    public string Models => Path.Combine(Folder.Path, "models");
    public string Data => Path.Combine(Folder.Path, "data");
    public string Brands => Path.Combine(Data, "brands");

    /// <summary>A square of a hue in the middle of white.</summary>
    /// <returns>The file's path.</returns>
    public string Picture(string name, double hue, int width = 320, int height = 200, int side = 80)
    {
        var (r, g, b) = TinyLogoModel.Colour(hue);
        using var picture = new Image<Rgb24>(width, height, new Rgb24(255, 255, 255));
        for (var y = (height - side) / 2; y < (height + side) / 2; y++)
            for (var x = (width - side) / 2; x < (width + side) / 2; x++) picture[x, y] = new(r, g, b);
        return Folder.File(name, picture.AsPng());
    }

    public Task<CommandLineRun> BankAsync(params string[] args) =>
        CommandLineRun.OfAsync(["bank", .. args, "--models", Models, "--data", Data, "--provider", "cpu", "--json"]);

    public Task<CommandLineRun> ClassifyAsync(string picture, params string[] args) => CommandLineRun.OfAsync(
        ["classify", "--image", picture, "--models", Models, "--data-dir", Data, "--provider", "cpu", "--json", "--exit-code", .. args]);

    public void Dispose() => Folder.Dispose();
}
