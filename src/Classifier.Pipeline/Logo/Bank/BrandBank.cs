using System.Numerics.Tensors;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Logo.Bank;

/// <summary>All brands with their embeddings at one moment, for one version of the model. Immutable: who searches sees all of it or none.</summary>
internal sealed class BrandBank
{
    /// <summary>A protected brand so close behind the nearest one is taken before it: its logo under another name must not hide it.</summary>
    private const float TieMargin = 0.02f;

    private readonly float[] _embeddings;
    private readonly int[] _owners;
    private readonly Dictionary<string, BankBrand> _byName;

    /// <param name="model">Whose embeddings they are.</param>
    /// <param name="brands">By name.</param>
    /// <param name="rows">For each brand its rows one after the other, each of unit length.</param>
    public BrandBank(string model, IReadOnlyList<BankBrand> brands, IReadOnlyList<ReadOnlyMemory<float>> rows)
    {
        (Model, Brands) = (model, brands);
        _byName = brands.ToDictionary(b => b.Name, StringComparer.Ordinal);
        HasProtected = brands.Any(b => b.IsProtected);
        _embeddings = new float[rows.Sum(r => r.Length)];
        _owners = new int[_embeddings.Length / LogoManifest.Dimensions];
        var at = 0;
        for (var brand = 0; brand < brands.Count; brand++)
        {
            rows[brand].Span.CopyTo(_embeddings.AsSpan(at));
            _owners.AsSpan(at / LogoManifest.Dimensions, rows[brand].Length / LogoManifest.Dimensions).Fill(brand);
            at += rows[brand].Length;
        }
    }

    public string Model { get; }
    public IReadOnlyList<BankBrand> Brands { get; }
    public bool HasProtected { get; }
    public int Rows => _owners.Length;

    public BankBrand? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The brand whose row has the largest cosine with an embedding; of equal ones a protected brand, then the first.</summary>
    /// <param name="embedding">Of unit length.</param>
    /// <returns>Null where the bank is empty. The cosine is −1 to 1.</returns>
    public (BankBrand Brand, double Cosine)? Nearest(ReadOnlySpan<float> embedding)
    {
        var (best, cosine, guarded, guardedCosine) = (-1, float.NegativeInfinity, -1, float.NegativeInfinity);
        for (var row = 0; row < _owners.Length; row++)
        {
            var dot = TensorPrimitives.Dot(embedding, _embeddings.AsSpan(row * LogoManifest.Dimensions, LogoManifest.Dimensions));
            if (dot > cosine) (best, cosine) = (_owners[row], dot);
            if (dot > guardedCosine && Brands[_owners[row]].IsProtected) (guarded, guardedCosine) = (_owners[row], dot);
        }
        if (best < 0) return null;
        if (guarded >= 0 && guardedCosine >= cosine - TieMargin) (best, cosine) = (guarded, guardedCosine);
        return (Brands[best], Math.Clamp(cosine, -1, 1));
    }
}
