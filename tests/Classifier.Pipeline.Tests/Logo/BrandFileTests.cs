using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo.Bank;
using Classifier.Pipeline.Logo.References;
using Classifier.Pipeline.Tests.Logo.Support;
using CsCheck;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class BrandFileTests
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyzäö "], 1, 20];

    private static readonly Gen<ReferencePicture> Picture = Gen.Select(Gen.Int[1, LogoManifest.ReferenceLogo], Gen.Int[1, 12], Gen.Int).Select(p =>
    {
        var (white, black) = (new byte[3 * p.Item1 * p.Item2], new byte[3 * p.Item1 * p.Item2]);
        new Random(p.Item3).NextBytes(white);
        return new ReferencePicture(p.Item1, p.Item2, white, black);
    });

    private static readonly Gen<StoredBrand> Brand =
        Gen.Select(Word.Null(), Word.Array[0, 4], Gen.Bool, Picture.Array[0, 3], Gen.Float[-1, 1].Array[LogoManifest.Dimensions].Array[0, 3], Gen.Int[0, 3]).Select(b =>
            new StoredBrand(
                "acme", b.Item1, b.Item2, [.. Enumerable.Range(0, b.Item6).Select(i => Brands.Domain($"d{i}.example"))], b.Item3, b.Item4,
                new Dictionary<string, float[]> { ["logo@1 ab"] = [.. b.Item5.SelectMany(r => r)], ["logo@2"] = [] }));

    [Fact]
    public void A_brand_comes_back_as_it_was_written() => Brand.Sample(brand =>
    {
        var read = BrandFile.Read(BrandFile.Write(brand), "acme.brand");

        Assert.Equal((brand.Name, brand.Title, brand.IsProtected), (read.Name, read.Title, read.IsProtected));
        Assert.Equal(brand.Aliases, read.Aliases);
        Assert.Equal(brand.Domains, read.Domains);
        Assert.Equal(brand.Embeddings.OrderBy(e => e.Key).Select(e => (e.Key, string.Join(' ', e.Value))), read.Embeddings.OrderBy(e => e.Key).Select(e => (e.Key, string.Join(' ', e.Value))));
        Assert.Equal(brand.References.Select(r => (r.Width, r.Height)), read.References.Select(r => (r.Width, r.Height)));
        for (var i = 0; i < brand.References.Count; i++)
        {
            Assert.Equal(brand.References[i].OnWhite, read.References[i].OnWhite);
            Assert.Equal(brand.References[i].OnBlack, read.References[i].OnBlack);
        }
    }, iter: 200);

    [Fact]
    public void A_file_that_was_changed_or_cut_anywhere_is_damaged() => Gen.Select(Brand, Gen.Int[0, 1 << 20], Gen.Int[1, 255], Gen.Bool).Sample((brand, at, bits, cut) =>
    {
        var bytes = BrandFile.Write(brand);
        if (cut) bytes = bytes[..(at % bytes.Length)];
        else bytes[at % bytes.Length] ^= (byte)bits;
        var damaged = Assert.Throws<ClassifierException>(() => BrandFile.Read(bytes, "/data/brands/acme.brand"));
        Assert.Equal((ErrorKind.StorageCorrupt, "The brand file acme.brand is damaged; restore or delete it."), (damaged.Kind, damaged.Message));
    }, iter: 300);

    [Fact]
    public void Any_bytes_under_a_right_checksum_are_read_or_damaged() => Gen.Byte.Array[0, 200].Sample(body =>
    {
        byte[] file = [.. "CLBRAND1"u8, .. System.Security.Cryptography.SHA256.HashData(body), .. body];
        try
        {
            Assert.NotNull(BrandFile.Read(file, "x.brand"));
        }
        catch (ClassifierException e)
        {
            Assert.Equal(ErrorKind.StorageCorrupt, e.Kind);
        }
    }, iter: 2000);
}
