namespace Classifier.Interop.Tests.Harness;

/// <summary>Where things lie in the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Models => Path.Combine(Root, "models");

    public static string Protos => Path.Combine(Root, "protos");

    public static string Scripts => Path.Combine(Root, "tests", "interop");

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Classifier.sln above {start}.");
    }
}
