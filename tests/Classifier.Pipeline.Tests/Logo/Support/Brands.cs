using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Logo.Claims;

namespace Classifier.Pipeline.Tests.Logo.Support;

/// <summary>Brands that tests make.</summary>
internal static class Brands
{
    public static BankBrand Of(string name, bool isProtected = false, params string[] domains) => new(
        name, "The " + name, [name + " inc"], [.. domains.Select(Domain)], isProtected, IsPublic: false, IsAdded: true, 1, 2);

    public static DomainName Domain(string text) => DomainName.TryParse(text, out var domain) ? domain : throw new ArgumentException("no domain", nameof(text));
}
