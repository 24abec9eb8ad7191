using System.Text.RegularExpressions;

namespace Classifier.Inference.Manifests;

/// <summary>Reads files with their checksums; a path that could leave the folder is refused.</summary>
internal static partial class FileSection
{
    public static IReadOnlyDictionary<string, ModelFile> ReadAll(YamlSection root, string key)
    {
        var section = root.Section(key);
        return section.Keys.ToDictionary(k => k, k => Of(section.Section(k, "path", "sha256"), checksumRequired: true), StringComparer.Ordinal);
    }

    public static ModelFile Of(YamlSection section, bool checksumRequired)
    {
        var path = section.Text("path");
        if (!IsInside(path)) throw section.Failure("path", "must be a relative path inside the model's folder");
        if (!checksumRequired && !section.Has("sha256")) return new(path, null);
        var sha256 = section.Text("sha256");
        return Sha256().IsMatch(sha256) ? new(path, sha256) : throw section.Failure("sha256", "must be 64 lower-case hex digits");
    }

    private static bool IsInside(string path) =>
        path.Length <= 255 && !path.Contains('\\') && !path.Contains(':') && !path.Any(char.IsControl) &&
        path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Sha256();
}
