namespace Classifier.Interop.Tests.Harness;

/// <summary>A copy of the committed models, of which files can be spoilt. No links: a server refuses those that lead out of a model's folder.</summary>
internal sealed class ModelCopy : IDisposable
{
    private const string ManifestName = "manifest.yaml";

    private readonly TemporaryFolder _folder = new();

    public ModelCopy()
    {
        foreach (var manifest in Directory.EnumerateFiles(Repository.Models, ManifestName, SearchOption.AllDirectories))
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(manifest)!, "*", SearchOption.AllDirectories))
            {
                var copy = _folder.File(Path.GetRelativePath(Repository.Models, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }

    public string Folder => _folder.Path;

    /// <summary>Of the text model, without which nothing is judged.</summary>
    public string Manifest => Directory.EnumerateFiles(Path.Combine(Folder, "text"), ManifestName, SearchOption.AllDirectories).Single();

    /// <summary>The graphs of all models.</summary>
    public IReadOnlyList<string> Graphs => [.. Directory.EnumerateFiles(Folder, "*.onnx", SearchOption.AllDirectories)];

    public void Dispose() => _folder.Dispose();
}
