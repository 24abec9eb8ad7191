using System.Text;
using Classifier.Core;

namespace Classifier.Pipeline.Logo.Claims;

/// <summary>Where an item says that it comes from.</summary>
/// <remarks>
/// A domain proves more than a name, which anybody can write: where a domain is claimed it alone decides, and a name beside it changes
/// nothing. So the right name on a wrong domain, which is what a forged page has, is a wrong claim.
/// </remarks>
internal sealed class BrandClaim
{
    private readonly string? _name;
    private readonly bool _claimsDomain;
    private readonly DomainName? _domain;

    /// <param name="brand">A brand's name, title or alias as the caller writes it; null or blank for none.</param>
    /// <param name="domain">A host name; null or blank for none. What is no host name is a claim that is never right.</param>
    public BrandClaim(string? brand, string? domain)
    {
        _name = string.IsNullOrWhiteSpace(brand) ? null : Key(brand);
        _claimsDomain = !string.IsNullOrWhiteSpace(domain);
        _domain = DomainName.TryParse(domain, out var parsed) ? parsed : null;
    }

    /// <summary>What the claim is worth against a brand.</summary>
    public BrandClaimOutcome Against(BankBrand brand)
    {
        if (_claimsDomain) return _domain is { } domain && brand.Domains.Any(d => domain.IsWithin(d)) ? BrandClaimOutcome.Right : BrandClaimOutcome.Wrong;
        if (_name is null) return BrandClaimOutcome.None;
        // A name of signs alone has an empty key and is nobody's.
        return _name.Length > 0 && brand.Names.Any(n => Key(n) == _name) ? BrandClaimOutcome.Right : BrandClaimOutcome.Wrong;
    }

    /// <summary>Letters and digits alone, compatibility forms and case folded: "Coca-Cola" and "coca cola" are one name.</summary>
    internal static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in Folded(name))
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) key.Append(c);
        return key.ToString();
    }

    private static string Folded(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // A lone surrogate has no normal form.
            return name.ToUpperInvariant();
        }
    }
}
