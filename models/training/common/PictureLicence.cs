namespace Classifier.Training.Common;

/// <summary>Which pictures of <c>train</c> and <c>train-web</c> a model that is passed on may learn from.</summary>
internal static class PictureLicence
{
    // Licences that allow a model to be passed on. "Unstated", the clothing of second-hand claims and region-bound terms do not.
    private static readonly string[] Allowed =
        ["CC0", "MIT", "Apache-2.0", "BSD", "CC BY 4.0", "Unlicense", "public domain", "permissive notice", "\"free to use", "README: all assets are public domain"];

    public static bool IsPermissive(string source, string licence) =>
        source is "clothing-dataset-small" or "sd-cheatsheet"
        || (Array.Exists(Allowed, l => licence.StartsWith(l, StringComparison.Ordinal))
            && !licence.Contains("unknown", StringComparison.Ordinal)
            && !source.StartsWith("EvoLinkAI/", StringComparison.Ordinal)
            && !source.StartsWith("PicoTrex/", StringComparison.Ordinal));
}
