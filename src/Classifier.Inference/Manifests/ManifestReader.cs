using System.Text.RegularExpressions;
using Classifier.Core;
using Classifier.Inference.Internal;

namespace Classifier.Inference.Manifests;

/// <summary>Reads <c>manifest.yaml</c> strictly: an unknown key, a missing one or a value out of range is one line with file and key.</summary>
public static partial class ManifestReader
{
    public const string FileName = "manifest.yaml";

    private static readonly string[] TextKeys = ["variants", "window", "limits"];
    private static readonly string[] ImageKeys = ["graphs", "crops", "logo"];
    private static readonly string[] LogoForeign = [.. TextKeys, "crops", "outputs"];

    /// <summary>Reads the manifest of a version's folder. The files that it names are not opened.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public static ModelManifest Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        string yaml;
        try
        {
            yaml = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw YamlSection.Failure(path, "", "cannot be read: " + OneLine.Of(e.Message));
        }
        return Parse(yaml, path, directory);
    }

    /// <param name="file">How errors call it.</param>
    /// <param name="directory">The folder that its paths are relative to.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public static ModelManifest Parse(string yaml, string file, string directory)
    {
        var root = YamlDocumentReader.Read(yaml, file,
            ["name", "version", "family", "licence", "outputs", "tasks", "variants", "graphs", "crops", "logo", "files", "window", "limits", "scheduling", "policy", "golden"]);
        var family = root.Choice("family", (ModelFamilies.PackedEncoder, ModelFamilies.PackedEncoder), (ModelFamilies.Image, ModelFamilies.Image), (ModelFamilies.Logo, ModelFamilies.Logo));
        var isLogo = family == ModelFamilies.Logo;
        var isImage = isLogo || family == ModelFamilies.Image;
        foreach (var key in isLogo ? LogoForeign : isImage ? [.. TextKeys, "logo"] : ImageKeys)
            if (root.Has(key)) throw root.Failure(key, $"is not for the family {family}");
        // An image model without tasks of its own serves others: OCR's text goes to the text model.
        var judges = !isLogo && (!isImage || root.Has("tasks") || root.Has("outputs") || root.Has("crops"));
        var outputs = judges ? Outputs(root) : [];
        var graphs = isImage ? ImageGraphSection.Read(root) : [];
        var logo = isLogo ? LogoSection.Read(root, graphs) : null;
        var variants = isImage ? [] : VariantSection.Read(root);
        var limits = isImage ? new(0, 0, 0, []) : LimitSections.Limits(root);
        return new()
        {
            Id = new(Matching(root, "name", ModelName()), Matching(root, "version", ModelVersion())),
            Family = family,
            Licence = root.Choice("licence", ("permissive", ModelLicence.Permissive), ("research-only", ModelLicence.ResearchOnly)),
            Outputs = outputs,
            Tasks = logo is not null ? LogoSection.Tasks(root, logo) : judges ? TaskSection.Read(root, outputs, isImage) : [],
            Variants = variants,
            Graphs = graphs,
            Crops = judges && isImage ? CropSection.Read(root, graphs, outputs) : null,
            Logo = logo,
            // A text model needs its tokeniser and a logo model its brands; any other picture is its own.
            Files = isLogo ? LogoSection.Files(root) : isImage && !root.Has("files") ? new Dictionary<string, ModelFile>() : FileSection.ReadAll(root, "files"),
            Window = isImage ? new(0, 0) : LimitSections.Window(root, limits),
            Limits = limits,
            Scheduling = LimitSections.Scheduling(root),
            Policy = Policy(root),
            Golden = root.Has("golden") ? Golden(root, isImage ? graphs.SelectMany(g => g.Variants) : variants) : null,
            Directory = directory,
        };
    }

    private static List<ModelOutput> Outputs(YamlSection root)
    {
        var outputs = new List<ModelOutput>();
        foreach (var section in root.Sections("outputs", "name", "calibration"))
        {
            var calibration = section.Section("calibration", "slope", "offset");
            var slope = calibration.Number("slope", 0, 1e6);
            if (slope == 0) throw calibration.Failure("slope", "must be above 0");
            outputs.Add(new(Unique(section, "name", outputs.Select(o => o.Name)), new(slope, calibration.Number("offset", -1e6, 1e6))));
        }
        return outputs.Count > 0 ? outputs : throw root.Failure("outputs", "must not be empty");
    }

    private static PolicyManifest Policy(YamlSection root) => new(root.Section("policy", "on_error")
        .Choice("on_error", ("review", Decision.Review), ("block", Decision.Block), ("allow", Decision.Allow)));

    private static GoldenManifest Golden(YamlSection root, IEnumerable<ModelVariant> variants)
    {
        string[] names = [.. variants.Select(v => v.Name).Distinct()];
        var section = root.Section("golden", "path", "sha256", "tolerance");
        var tolerance = section.Section("tolerance", names);
        return new(FileSection.Of(section, checksumRequired: false), names.ToDictionary(n => n, n => tolerance.Number(n, 0, 1e3)));
    }

    internal static string Unique(YamlSection section, string key, IEnumerable<string> taken)
    {
        var name = Matching(section, key, Identifier());
        return taken.Contains(name) ? throw section.Failure(key, "is used twice") : name;
    }

    /// <summary>A label or a name as manifests spell them.</summary>
    internal static string Name(YamlSection section, string key) => Matching(section, key, Identifier());

    private static string Matching(YamlSection section, string key, Regex pattern)
    {
        var text = section.Text(key);
        return pattern.IsMatch(text) ? text : throw section.Failure(key, "must match " + pattern);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,63}\z")]
    private static partial Regex ModelName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}\z")]
    private static partial Regex ModelVersion();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Identifier();
}
