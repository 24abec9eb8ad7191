using Classifier.Inference.Brands;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Logo.Bank;

/// <summary>A model's public brands and, over them, those that were added. Immutable. Renderings are not kept in memory.</summary>
internal sealed class BankLayers
{
    private readonly PublicBrands _public;
    private readonly Dictionary<string, PublicBrand> _publicByName;
    private readonly SortedDictionary<string, StoredBrand> _added;
    private readonly SortedDictionary<string, int> _pictures;

    public BankLayers(PublicBrands brands, IEnumerable<StoredBrand> added)
        : this(brands, brands.Brands.ToDictionary(b => b.Name, StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal))
    {
        foreach (var brand in added) Put(brand);
    }

    private BankLayers(
        PublicBrands brands, Dictionary<string, PublicBrand> byName, SortedDictionary<string, StoredBrand> added, SortedDictionary<string, int> pictures) =>
        (_public, _publicByName, _added, _pictures) = (brands, byName, added, pictures);

    /// <summary>Brands that were added.</summary>
    public int Count => _added.Count;

    public StoredBrand? Added(string name) => _added.GetValueOrDefault(name);

    public PublicBrand? Public(string name) => _publicByName.GetValueOrDefault(name);

    /// <summary>Null where neither layer knows it.</summary>
    public BankBrand? Find(string name)
    {
        var (added, known) = (Added(name), Public(name));
        if (added is null && known is null) return null;
        return new(
            name, added?.Title ?? known?.Title ?? name, [.. (known?.Aliases ?? []).Concat(added?.Aliases ?? []).Distinct(StringComparer.Ordinal)],
            added?.Domains ?? [], added?.IsProtected ?? false, known is not null, added is not null, _pictures.GetValueOrDefault(name), known?.Count ?? 0);
    }

    public BankLayers With(StoredBrand brand)
    {
        var copy = Copy();
        copy.Put(brand);
        return copy;
    }

    public BankLayers Without(string name)
    {
        var copy = Copy();
        copy._added.Remove(name);
        copy._pictures.Remove(name);
        return copy;
    }

    /// <param name="model">Whose embeddings are taken of the added brands.</param>
    public BrandBank ToBank(string model)
    {
        var (brands, rows) = (new List<BankBrand>(), new List<ReadOnlyMemory<float>>());
        foreach (var name in _publicByName.Keys.Union(_added.Keys).Order(StringComparer.Ordinal))
        {
            var known = Public(name);
            var shipped = known is null ? default : _public.Embeddings.AsMemory(known.First * LogoManifest.Dimensions, known.Count * LogoManifest.Dimensions);
            var own = Added(name)?.Embeddings.GetValueOrDefault(model) ?? [];
            rows.Add(own.Length == 0 ? shipped : (float[])[.. shipped.Span, .. own]);
            brands.Add(Find(name)! with { Embeddings = rows[^1].Length / LogoManifest.Dimensions });
        }
        return new(model, brands, rows);
    }

    private BankLayers Copy() => new(_public, _publicByName, new(_added, StringComparer.Ordinal), new(_pictures, StringComparer.Ordinal));

    private void Put(StoredBrand brand)
    {
        _added[brand.Name] = brand with { References = [] };
        _pictures[brand.Name] = brand.References.Count;
    }
}
