using System.Text.Json;
using Classifier.Inference.Manifests;
using Classifier.ModelBuilder;

namespace Classifier.Inference.Tests.Support;

/// <summary>The text model of the repository.</summary>
internal static class TextModel
{
    /// <summary>The folder that holds <c>models</c>: the nearest one above the tests with the solution in it.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Models => Path.Combine(Root, "models");
    public static string Folder => Path.Combine(Models, "text", "1");

    /// <summary>Builds as the server does.</summary>
    public static Task Build(ModelManifest manifest, ModelVariant variant, string path, CancellationToken cancellation) =>
        Task.Run(() => ModelBuild.Build(Path.Combine(manifest.Directory, "weights"), GraphTargets.Parse(variant.Name), path), cancellation);

    /// <summary>The token ids of the golden file.</summary>
    public static int[][] GoldenIds()
    {
        var path = Path.Combine(Folder, ManifestReader.Read(Folder).Golden!.File.Path);
        return [.. File.ReadLines(path).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("ids").EnumerateArray().Select(e => e.GetInt32()).ToArray();
        })];
    }

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
