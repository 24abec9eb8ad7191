namespace Classifier.Cli.Serving;

/// <summary>Finds the models where nobody said where they are: in a checkout, from wherever in it the program was started.</summary>
internal static class ModelsFolder
{
    private const string Name = "models";

    // The folder that tells a models folder of this project from any other folder called "models".
    private const string Marker = "text";

    /// <summary>The nearest <c>models</c> above the working directory, else above the program; <c>models</c> where there is none.</summary>
    public static string Find() => Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory) ?? Name;

    internal static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, Name);
            if (Directory.Exists(Path.Combine(models, Marker))) return models;
        }
        return null;
    }
}
