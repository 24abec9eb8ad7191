namespace Classifier.Core;

/// <summary>A brand whose logo was seen: a name out of the bank, never content.</summary>
/// <param name="Brand">Its name in the bank, for example <c>acme</c>.</param>
/// <param name="Title">As a person writes it.</param>
/// <param name="NearCopy">Like the brand's logo, but altered beyond what an exact copy is.</param>
/// <param name="Protected">Its owner wants to know who shows it.</param>
/// <param name="Claim">Whether the item claims to come from it.</param>
public sealed record BrandSighting(string Brand, string Title, bool NearCopy, bool Protected, BrandClaimOutcome Claim);

/// <summary>What an item's claim is worth against a brand.</summary>
public enum BrandClaimOutcome
{
    /// <summary>The item claims nothing.</summary>
    None,

    /// <summary>The claim names the brand, or a domain of it.</summary>
    Right,

    /// <summary>The claim names another brand or domain.</summary>
    Wrong,
}
