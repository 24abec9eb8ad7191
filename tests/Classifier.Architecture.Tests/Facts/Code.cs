using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Classifier.Architecture.Tests.Facts;

/// <summary>Types of src/ with what each depends on.</summary>
internal static class Code
{
    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Loaded = new(() => Load([.. Assemblies.Files]));

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> LoadedTests = new(() => Load(typeof(Code).Assembly.Location));

    public static ArchUnitNET.Domain.Architecture Source => Loaded.Value;

    /// <summary>The types of Fixtures/, which break the rules on purpose.</summary>
    public static IEnumerable<Class> Fixtures(string folder) =>
        LoadedTests.Value.Classes.Where(type => type.Namespace.FullName.StartsWith($"Classifier.Architecture.Tests.Fixtures.{folder}", StringComparison.Ordinal));

    private static ArchUnitNET.Domain.Architecture Load(params string[] files)
    {
        var loader = new ArchLoader();
        foreach (var file in files)
            loader = loader.LoadAssembly(System.Reflection.Assembly.LoadFrom(file));
        return loader.Build();
    }
}
