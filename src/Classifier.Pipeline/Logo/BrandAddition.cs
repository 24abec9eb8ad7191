using System.Text;
using Classifier.Core;
using Classifier.Inference.Brands;
using Classifier.Pipeline.Logo.Claims;

namespace Classifier.Pipeline.Logo;

/// <summary>What an owner says of a brand.</summary>
public sealed record BrandAddition
{
    public const int MaxTextBytes = 128;
    public const int MaxAliases = 16;
    public const int MaxDomains = 64;
    public const int MaxPictures = 8;

    /// <summary>1 to 64 of a-z, 0-9, '.', '_', '+' and '-', beginning with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>Null: a public brand's own title, else the name.</summary>
    public string? Title { get; init; }

    /// <summary>Other names under which it may be claimed.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Domains that may show its logo, with everything below them; at least one for a protected brand.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    public bool IsProtected { get; init; }

    /// <summary>Encoded pictures of its logo; none leaves those that are there.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pictures { get; init; } = [];

    /// <returns>The domains.</returns>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>, with the field.</exception>
    internal IReadOnlyList<DomainName> Validate()
    {
        if (!PublicBrands.IsName(Name))
            throw ClassifierException.Invalid("brand", "A brand's name has 1 to 64 of a-z, 0-9, '.', '_', '+' and '-', and begins with a letter or digit.");
        if (Title is not null) CheckText(Title, "title");
        if (Aliases.Count > MaxAliases) throw ClassifierException.Invalid("aliases", $"At most {MaxAliases} aliases are taken.");
        for (var i = 0; i < Aliases.Count; i++) CheckText(Aliases[i], $"aliases[{i}]");
        if (Domains.Count > MaxDomains) throw ClassifierException.Invalid("domains", $"At most {MaxDomains} domains are taken.");
        var domains = new List<DomainName>();
        for (var i = 0; i < Domains.Count; i++)
        {
            // A name of one label is a whole top level: everybody below it would be right.
            if (!DomainName.TryParse(Domains[i], out var domain) || !domain.Name.Contains('.'))
                throw ClassifierException.Invalid($"domains[{i}]", "A domain is a host name of two labels or more, for example example.com, without scheme or path.");
            if (!domains.Contains(domain)) domains.Add(domain);
        }
        if (IsProtected && domains.Count == 0) throw ClassifierException.Invalid("domains", "A protected brand needs a domain that may show its logo.");
        if (Pictures.Count > MaxPictures) throw ClassifierException.Invalid("images", $"At most {MaxPictures} pictures are taken.");
        return domains;
    }

    private static void CheckText(string text, string field)
    {
        if (string.IsNullOrWhiteSpace(text) || Encoding.UTF8.GetByteCount(text) > MaxTextBytes || text.Any(char.IsControl))
            throw ClassifierException.Invalid(field, $"1 to {MaxTextBytes} bytes without control characters are taken.");
    }
}
