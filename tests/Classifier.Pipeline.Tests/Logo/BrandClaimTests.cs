using Classifier.Core;
using Classifier.Pipeline.Logo.Claims;
using Classifier.Pipeline.Tests.Logo.Support;
using CsCheck;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class BrandClaimTests
{
    private static BrandClaimOutcome Against(string? brand, string? domain) =>
        new BrandClaim(brand, domain).Against(Brands.Of("acme", true, "acme.example", "acme.test"));

    [Theory]
    [InlineData(null, null, BrandClaimOutcome.None)]
    [InlineData("", " ", BrandClaimOutcome.None)]
    [InlineData("acme", null, BrandClaimOutcome.Right)]
    [InlineData("ACME", null, BrandClaimOutcome.Right)]
    [InlineData("The Acme", null, BrandClaimOutcome.Right)]
    [InlineData("Acme, Inc.", null, BrandClaimOutcome.Right)]
    [InlineData("ａｃｍｅ", null, BrandClaimOutcome.Right)]
    [InlineData("acmee", null, BrandClaimOutcome.Wrong)]
    [InlineData("---", null, BrandClaimOutcome.Wrong)]
    [InlineData("\ud800", null, BrandClaimOutcome.Wrong)]
    [InlineData(null, "acme.example", BrandClaimOutcome.Right)]
    [InlineData(null, "WWW.Acme.Test.", BrandClaimOutcome.Right)]
    [InlineData(null, "evilacme.example", BrandClaimOutcome.Wrong)]
    [InlineData(null, "acme.example.evil.org", BrandClaimOutcome.Wrong)]
    [InlineData(null, "https://acme.example/", BrandClaimOutcome.Wrong)]
    // Anybody can write a name: on a wrong domain it excuses nothing, and beside a right one it spoils nothing.
    [InlineData("acme", "evil.org", BrandClaimOutcome.Wrong)]
    [InlineData("other", "acme.example", BrandClaimOutcome.Right)]
    public void A_claim_is_right_by_its_domain_else_by_its_name(string? brand, string? domain, BrandClaimOutcome expected) =>
        Assert.Equal(expected, Against(brand, domain));

    [Fact]
    public void No_text_is_right_unless_it_spells_a_name() => Gen.String[0, 40].Sample(text =>
    {
        if (Against(text, null) == BrandClaimOutcome.Right)
            Assert.Contains(BrandClaim.Key(text), new[] { "acme", "The acme", "acme inc" }.Select(BrandClaim.Key));
    });

    [Fact]
    public void A_brand_without_domains_has_no_right_domain() =>
        Gen.String[1, 30].Where(s => !string.IsNullOrWhiteSpace(s)).Sample(domain =>
            Assert.Equal(BrandClaimOutcome.Wrong, new BrandClaim("acme", domain).Against(Brands.Of("acme"))));
}
