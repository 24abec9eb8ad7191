using Classifier.Pipeline.Logo;

namespace Classifier.Server.Brands;

/// <summary>Reads brands off the wire and writes them for it.</summary>
internal static class BrandMapping
{
    public static BrandAddition Read(V1.AddBrandRequest request) => new()
    {
        Name = request.Brand,
        Title = request.Title.Length > 0 ? request.Title : null,
        Aliases = request.Aliases,
        Domains = request.Domains,
        IsProtected = request.Protected,
        Pictures = [.. request.Images.Select(i => i.Memory)],
    };

    public static V1.Brand Write(BankBrand brand) => new()
    {
        Brand_ = brand.Name,
        Title = brand.Title,
        Aliases = { brand.Aliases },
        Domains = { brand.Domains.Select(d => d.Name) },
        Protected = brand.IsProtected,
        Public = brand.IsPublic,
        Added = brand.IsAdded,
        Images = brand.References,
        Embeddings = brand.Embeddings,
    };
}
