using Classifier.Cli.Serving;

namespace Classifier.Cli.Tests.Support;

/// <summary>The models that the checkout holds.</summary>
internal static class CheckoutModels
{
    /// <summary>The models folder; skips the test where the checkout has none.</summary>
    public static string Folder()
    {
        var folder = ModelsFolder.Above(AppContext.BaseDirectory);
        Assert.SkipUnless(folder is not null && File.Exists(Path.Combine(folder, "text", "1", "manifest.yaml")), "the checkout holds no models");
        return folder!;
    }

    /// <summary>A copy of the text model, to be broken.</summary>
    public static string Copy(TemporaryFolder into)
    {
        var source = Path.Combine(Folder(), "text", "1");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(into.Path, "models", "text", "1", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return Path.Combine(into.Path, "models");
    }
}
