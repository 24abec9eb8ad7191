using Classifier.Core;
using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Inference.Brands;
using Classifier.Pipeline.Images;
using Classifier.Pipeline.Logo.Bank;
using Classifier.Pipeline.Logo.References;

namespace Classifier.Pipeline.Logo;

/// <summary>
/// The brands that logos are compared with: those of the model, and over them those that were added here. Changes are durable before
/// they are answered, and searches see a change whole or not at all. Thread-safe.
/// </summary>
public sealed class BrandLibrary : IDisposable
{
    private const int MaxBrands = 10_000;

    private readonly IModelCatalog _catalog;
    private readonly IImageDecoder _decoder;
    private readonly BrandStore _store;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile BrandBank? _bank;
    private BankLayers? _layers;

    /// <param name="directory">Where added brands are kept; made by the first change.</param>
    public BrandLibrary(IModelCatalog catalog, IImageDecoder decoder, string directory) =>
        (_catalog, _decoder, _store) = (catalog, decoder, new(directory));

    /// <summary>Whether an open bank holds a brand whose logo without a right claim is impersonation.</summary>
    public bool HasProtected => _bank?.HasProtected ?? false;

    /// <summary>
    /// Reads what was added and lays it over the active model's brands; nothing where no model finds logos. References that this version
    /// of the model has not embedded are embedded now.
    /// </summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.StorageCorrupt"/>, <see cref="ErrorKind.StorageFailed"/>, <see cref="ErrorKind.Configuration"/>.</exception>
    /// <exception cref="ModelFaultException">The model failed on a reference.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (_catalog.FindImage(TaskKind.Logo) is { } model) _ = await ForAsync(model, cancellation).ConfigureAwait(false);
    }

    /// <summary>All brands, by name.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.ModelUnavailable"/>; as <see cref="OpenAsync"/>.</exception>
    public async Task<IReadOnlyList<BankBrand>> ListAsync(CancellationToken cancellation) =>
        (await ForAsync(Model(), cancellation).ConfigureAwait(false)).Brands;

    /// <summary>Puts a brand, in place of what was added under its name before; without pictures those of before stay.</summary>
    /// <returns>The brand, and whether something had been added for it before.</returns>
    /// <exception cref="ClassifierException">
    /// <see cref="ErrorKind.InvalidArgument"/>, <see cref="ErrorKind.UnsupportedFormat"/> or <see cref="ErrorKind.TooLarge"/>, with the
    /// field; <see cref="ErrorKind.StorageFailed"/>: nothing was changed; refused for load; late.
    /// </exception>
    /// <exception cref="ModelFaultException">The model failed.</exception>
    public async Task<(BankBrand Brand, bool Replaced)> AddAsync(
        BrandAddition addition, string tenant, WorkClass work, long deadline, CancellationToken cancellation)
    {
        var domains = addition.Validate();
        var model = Model();
        // Pictures are decoded and embedded before anybody has to wait.
        var (pictures, rows) = await EmbedAsync(model, addition, tenant, work, deadline, cancellation).ConfigureAwait(false);
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var (layers, _) = await OpenedAsync(model, cancellation).ConfigureAwait(false);
            var before = layers.Added(addition.Name);
            if (before is null && layers.Count >= MaxBrands) throw ClassifierException.Invalid("brand", $"The bank holds its {MaxBrands} brands; remove one.");
            if (before is null && pictures.Count == 0 && layers.Public(addition.Name) is null)
                throw ClassifierException.Invalid("images", "The bank does not know this brand; it needs a picture of its logo.");
            var kept = pictures.Count > 0 || before is null ? null : _store.Read(layers.Find(addition.Name)!);
            var stored = new StoredBrand(
                addition.Name, addition.Title, addition.Aliases, domains, addition.IsProtected,
                kept?.References ?? pictures, kept?.Embeddings ?? new Dictionary<string, float[]> { [ModelKey.Of(model.Manifest)] = rows });
            _store.Write(stored);
            var bank = Publish(layers.With(stored), model);
            return (bank.Find(addition.Name)!, before is not null);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Removes what was added for a brand; a public brand is known and unprotected again.</summary>
    /// <returns>Whether something was there, and whether the brand is still known.</returns>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.StorageFailed"/>; as <see cref="OpenAsync"/>.</exception>
    public async Task<(bool Removed, bool StillKnown)> RemoveAsync(string name, CancellationToken cancellation)
    {
        var model = Model();
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var (layers, bank) = await OpenedAsync(model, cancellation).ConfigureAwait(false);
            if (layers.Added(name) is null) return (false, bank.Find(name) is not null);
            _store.Delete(bank.Find(name)!);
            return (true, Publish(layers.Without(name), model).Find(name) is not null);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Everything that was added, by name, read as it is taken.</summary>
    /// <exception cref="ClassifierException">As <see cref="OpenAsync"/>.</exception>
    public async IAsyncEnumerable<ExportedBrand> ExportAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var brand in (await ListAsync(cancellation).ConfigureAwait(false)).Where(b => b.IsAdded))
        {
            // A brand that was removed meanwhile is no longer there.
            if (_store.Read(brand) is not { } stored) continue;
            yield return new(brand, [.. stored.References.Select(r => ReferencePng.Of(r))]);
        }
    }

    public void Dispose() => _changing.Dispose();

    /// <summary>The bank for a model.</summary>
    internal async ValueTask<BrandBank> ForAsync(IImageModel model, CancellationToken cancellation)
    {
        if (_bank is { } bank && bank.Model == ModelKey.Of(model.Manifest)) return bank;
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return (await OpenedAsync(model, cancellation).ConfigureAwait(false)).Bank;
        }
        finally
        {
            _changing.Release();
        }
    }

    private IImageModel Model() =>
        _catalog.FindImage(TaskKind.Logo) ?? throw new ClassifierException(ErrorKind.ModelUnavailable, "No active model here finds logos.");

    /// <summary>Called by one at a time.</summary>
    private async ValueTask<(BankLayers Layers, BrandBank Bank)> OpenedAsync(IImageModel model, CancellationToken cancellation)
    {
        var key = ModelKey.Of(model.Manifest);
        if (_layers is { } open && _bank is { } bank && bank.Model == key) return (open, bank);
        var added = new List<StoredBrand>();
        foreach (var stored in _store.ReadAll()) added.Add(await ForModelAsync(stored, key, model, cancellation).ConfigureAwait(false));
        var layers = new BankLayers(PublicBrands.Read(model.Manifest), added);
        return (layers, Publish(layers, model));
    }

    private BrandBank Publish(BankLayers layers, IImageModel model)
    {
        var bank = layers.ToBank(ModelKey.Of(model.Manifest));
        (_layers, _bank) = (layers, bank);
        return bank;
    }

    /// <summary>The brand with embeddings of this model; the others stay, so that going back to another version embeds nothing.</summary>
    private async ValueTask<StoredBrand> ForModelAsync(StoredBrand stored, string key, IImageModel model, CancellationToken cancellation)
    {
        if (stored.Embeddings.ContainsKey(key)) return stored;
        var embedder = new ReferenceEmbedder(model);
        var rows = new List<float>();
        foreach (var picture in stored.References)
            rows.AddRange((await embedder.EmbedAsync(picture, nameof(BrandLibrary), WorkClass.Batch, long.MaxValue, cancellation).ConfigureAwait(false)).Rows);
        var renewed = stored with { Embeddings = new Dictionary<string, float[]>(stored.Embeddings) { [key] = [.. rows] } };
        _store.Write(renewed);
        return renewed;
    }

    private async ValueTask<(List<ReferencePicture> Pictures, float[] Rows)> EmbedAsync(
        IImageModel model, BrandAddition addition, string tenant, WorkClass work, long deadline, CancellationToken cancellation)
    {
        var (embedder, pictures, rows) = (new ReferenceEmbedder(model), new List<ReferencePicture>(), new List<float>());
        for (var i = 0; i < addition.Pictures.Count; i++)
        {
            var field = $"images[{i}]";
            using var decoded = await PartPictures.DecodeAsync(_decoder, addition.Pictures[i], DecodeRequest.Display, field, cancellation).ConfigureAwait(false);
            var picture = CutOut.Of(decoded.First, field);
            var (its, isSeen) = await embedder.EmbedAsync(picture, tenant, work, deadline, cancellation).ConfigureAwait(false);
            // What the model takes for no logo it would never compare with the bank: better said now than found out later.
            if (!isSeen) throw ClassifierException.Invalid(field, "The model sees no logo in this picture.");
            pictures.Add(picture);
            rows.AddRange(its);
        }
        return (pictures, [.. rows]);
    }
}
