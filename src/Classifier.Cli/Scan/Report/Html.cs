using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Classifier.Cli.Scan.Report;

/// <summary>Escaping for the page. Whatever comes from a file's name passes through here.</summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text as content of an element or of a quoted attribute.</summary>
    public static string Text(string text) => Encoder.Encode(Printable.Text(text));

    /// <summary>A link to a file of this machine.</summary>
    public static string Link(string path) => "file://" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
