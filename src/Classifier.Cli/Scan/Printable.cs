using System.Text;

namespace Classifier.Cli.Scan;

/// <summary>File names as they can be shown: a name may hold line breaks, escape sequences and marks that reorder what follows.</summary>
internal static class Printable
{
    public static string Text(string name)
    {
        if (!name.Any(IsUnsafe)) return name;
        var text = new StringBuilder(name.Length);
        foreach (var c in name) text.Append(IsUnsafe(c) ? '\uFFFD' : c);
        return text.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F';
}
