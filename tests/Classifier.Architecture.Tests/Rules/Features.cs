using ArchUnitNET.Domain;

namespace Classifier.Architecture.Tests.Rules;

/// <summary>
/// Feature folders of a project and how they use each other. What stands at the project's root is its vocabulary and its
/// composition, which know and are known by everything, so the root is no feature; nor is Internal, the root out of sight.
/// </summary>
internal static class Features
{
    /// <param name="types">All types.</param>
    /// <param name="root">The project's root namespace.</param>
    public static IEnumerable<(string From, string To)> Uses(IEnumerable<IType> types, string root)
    {
        foreach (var type in types)
        {
            if (FeatureOf(type, root) is not { } from)
                continue;
            foreach (var dependency in type.Dependencies)
            {
                if (FeatureOf(dependency.Target, root) is { } to && to != from)
                    yield return (from, to);
            }
        }
    }

    private static string? FeatureOf(IType type, string root)
    {
        var name = type.Namespace?.FullName;
        if (name is null || !name.StartsWith(root + ".", StringComparison.Ordinal))
            return null;
        var feature = name[(root.Length + 1)..].Split('.')[0];
        return feature == "Internal" ? null : feature;
    }
}
