using ArchUnitNET.Domain;

namespace Classifier.Architecture.Tests.Rules;

/// <summary>A class is abstract, static, derived from, or sealed.</summary>
internal static class Sealing
{
    public static IEnumerable<string> Violations(IReadOnlyCollection<Class> classes)
    {
        var bases = classes.SelectMany(type => type.InheritedClasses).Select(type => type.FullName).ToHashSet();
        return classes
            .Where(type => type is { IsAbstract: not true, IsSealed: not true, IsCompilerGenerated: false } && !bases.Contains(type.FullName))
            .Where(type => !IsWrittenByCompiler(type))
            .Select(type => type.FullName);
    }

    // Top-level statements become a class that nobody can write a modifier on; helpers of the compiler have names that nobody can write.
    private static bool IsWrittenByCompiler(Class type) => type.FullName == "Program" || type.FullName.Contains('<', StringComparison.Ordinal);
}
