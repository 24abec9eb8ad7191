using System.Globalization;

namespace Classifier.Pipeline.Logo.Claims;

/// <summary>A host name in the one form in which names are compared: ASCII (IDNA), lower case, no dot at the end.</summary>
public readonly record struct DomainName
{
    private const int MaxLength = 253;
    private const int MaxLabel = 63;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private DomainName(string name) => Name = name;

    public string Name { get; }

    /// <summary>Reads a name; a URL, a port, an address in brackets or an empty label is none.</summary>
    public static bool TryParse(string? text, out DomainName domain)
    {
        domain = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        string ascii;
        try
        {
            ascii = Idn.GetAscii(text.Trim()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }
        if (ascii.EndsWith('.')) ascii = ascii[..^1];
        if (ascii.Length is 0 or > MaxLength || !ascii.Split('.').All(IsLabel)) return false;
        domain = new(ascii);
        return true;
    }

    /// <summary>Whether this is the other name or lies below it, label by label: <c>evilexample.com</c> is not below <c>example.com</c>.</summary>
    public bool IsWithin(DomainName other)
    {
        if (Name is not { } name || other.Name is not { } parent) return false;
        return name == parent || (name.Length > parent.Length && name.EndsWith(parent, StringComparison.Ordinal) && name[^(parent.Length + 1)] == '.');
    }

    public override string ToString() => Name;

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
