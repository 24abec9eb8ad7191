namespace Classifier.Fingerprint.Tests.Index;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fingerprint-index-").FullName;

    public string File(string pattern) => Directory.GetFiles(Path, pattern).Single();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
