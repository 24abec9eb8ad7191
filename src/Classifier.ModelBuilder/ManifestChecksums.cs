using System.Text.RegularExpressions;
using Classifier.Core;

namespace Classifier.ModelBuilder;

/// <summary>
/// Rewrites checksums in the text of a manifest, comments and order untouched: every <c>path: P</c> that is followed on the next
/// line by <c>sha256: "…"</c>.
/// </summary>
internal static partial class ManifestChecksums
{
    /// <summary>Paths in the order in which they stand, with their checksums.</summary>
    public static IReadOnlyList<(string Path, string Sha256)> Read(string manifest) =>
        [.. Entry().Matches(manifest).Select(m => (m.Groups["path"].Value, m.Groups["sha"].Value))];

    /// <summary>The manifest with the checksum of one file replaced.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: it doesn't name that file with a checksum, or more than once.</exception>
    public static string Replace(string manifest, string path, string sha256)
    {
        var entries = Entry().Matches(manifest).Where(m => m.Groups["path"].Value == path).ToArray();
        if (entries.Length != 1)
            throw new ClassifierException(ErrorKind.Configuration, $"The manifest must name {path} with a checksum exactly once.", "manifest");
        var old = entries[0].Groups["sha"];
        return string.Concat(manifest.AsSpan(0, old.Index), sha256, manifest.AsSpan(old.Index + old.Length));
    }

    [GeneratedRegex("""^[ \t]*path:[ \t]*"?(?<path>[^\s"#]+)"?[ \t]*\r?\n[ \t]*sha256:[ \t]*"?(?<sha>[0-9a-f]{64})"?[ \t]*\r?$""", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
