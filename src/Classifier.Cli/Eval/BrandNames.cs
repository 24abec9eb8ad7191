using Classifier.Client;
using Classifier.V1;

namespace Classifier.Cli.Eval;

/// <summary>Which brands of the server's bank a row's brand may mean: the one of its name, and those that have it for title or alias.</summary>
internal sealed class BrandNames
{
    private readonly ILookup<string, string> _brands;

    public BrandNames(IEnumerable<Brand> brands) => _brands = brands
        .SelectMany(b => b.Aliases.Append(b.Title).Append(b.Brand_).Select(name => (Name: name, Brand: b.Brand_)))
        .ToLookup(n => n.Name, n => n.Brand, StringComparer.OrdinalIgnoreCase);

    public static async Task<BrandNames> OfAsync(ClassifierClient client, CancellationToken cancellation) =>
        new((await client.ListBrandsAsync(includePublic: true, cancellation: cancellation)).Brands);

    public bool Knows(string brand) => _brands.Contains(brand);

    /// <param name="brand">A row's.</param>
    /// <param name="found">The bank's name of the brand that was found.</param>
    public bool Means(string brand, string found) => _brands[brand].Contains(found);
}
