using System.Xml.Linq;

namespace Classifier.Architecture.Tests.Rules;

/// <summary>Versions stand in Directory.Packages.props alone.</summary>
internal static class PackageVersions
{
    public static IEnumerable<string> Violations(string path, string xml)
    {
        foreach (var item in XDocument.Parse(xml).Descendants())
        {
            var name = (string?)item.Attribute("Include") ?? (string?)item.Attribute("Update");
            if (item.Name.LocalName == "PackageVersion")
                yield return $"{path} sets the version of {name}";
            if (item.Name.LocalName == "PackageReference" && Says(item, "Version", "VersionOverride"))
                yield return $"{path} gives {name} a version of its own";
            if (item.Name.LocalName == "Reference" && item.Elements().Any(child => child.Name.LocalName == "HintPath"))
                yield return $"{path} refers to the file of {name}";
        }
    }

    private static bool Says(XElement item, params string[] names) =>
        item.Attributes().Select(attribute => attribute.Name.LocalName)
            .Concat(item.Elements().Select(child => child.Name.LocalName))
            .Any(names.Contains);
}
