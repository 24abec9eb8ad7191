namespace Classifier.Architecture.Tests.Facts;

/// <summary>Files of the checkout that the tests were built from, build output aside. Paths are relative with forward slashes.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Find(string pattern, params string[] folders) =>
        folders.Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("No Classifier.sln above the tests.");
    }
}
