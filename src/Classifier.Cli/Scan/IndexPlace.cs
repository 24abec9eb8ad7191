using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Classifier.Cli.Scan.Walk;

namespace Classifier.Cli.Scan;

/// <summary>Where a tree's index lies when nobody says: in the data directory, for a tree may be read-only and is no place for our files.</summary>
internal static class IndexPlace
{
    /// <summary>The folder's name for a person, then a hash of its full path.</summary>
    public static string Default(string dataDirectory, string root)
    {
        var full = TreeWalker.Resolve(root);
        var name = new string([.. Path.GetFileName(full).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_').Take(40)]);
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(full)).ToString("x16", CultureInfo.InvariantCulture);
        return Path.GetFullPath(Path.Combine(dataDirectory, "scan", $"{(name.Length == 0 ? "root" : name)}-{hash}.index"));
    }
}
