using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Classifier.Architecture.Tests.Facts;

/// <summary>Reads what compiled assemblies really use; a reference that is declared but unused leaves no trace there.</summary>
internal static class Assemblies
{
    private static readonly string[] Names = [.. Repository.Find("*.csproj", "src").Select(path => Path.GetFileNameWithoutExtension(path))];

    public static IEnumerable<string> Files => Names.Select(FileOf);

    public static IEnumerable<Component> Components() => Names.Select(name => Read(name, FileOf(name)));

    public static Component Read(string name, string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        return new Component(name, [.. references]);
    }

    // The command-line tool alone has another name than its project.
    private static string FileOf(string name) =>
        Path.Combine(AppContext.BaseDirectory, name == "Classifier.Cli" ? "classifier.dll" : $"{name}.dll");
}
