using System.Xml.Linq;

namespace Classifier.Architecture.Tests.Facts;

/// <summary>Reads project files.</summary>
internal static class ProjectFiles
{
    public static IEnumerable<Component> Components() =>
        Repository.Find("*.csproj", "src").Select(path => Read(Path.GetFileNameWithoutExtension(path), Repository.Read(path)));

    /// <summary>References that a project declares, those that a condition guards included.</summary>
    public static Component Read(string name, string xml)
    {
        var items = XDocument.Parse(xml).Descendants().ToArray();
        var projects = Included(items, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        return new Component(name, [.. projects, .. Included(items, "PackageReference")]);
    }

    private static IEnumerable<string> Included(IEnumerable<XElement> items, string kind) =>
        items.Where(item => item.Name.LocalName == kind).Select(item => (string?)item.Attribute("Include")).OfType<string>();
}
