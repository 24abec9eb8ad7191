using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo.Bank;
using Classifier.Pipeline.Tests.Logo.Support;
using CsCheck;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class BrandBankTests
{
    private static float[] Unit(int seed)
    {
        var random = new Random(seed);
        var row = new float[LogoManifest.Dimensions];
        for (var i = 0; i < row.Length; i++) row[i] = (float)(random.NextDouble() - 0.5);
        var length = Math.Sqrt(row.Sum(v => (double)v * v));
        for (var i = 0; i < row.Length; i++) row[i] = (float)(row[i] / length);
        return row;
    }

    private static float[] Towards(float[] a, float[] b, double share)
    {
        var row = a.Zip(b, (x, y) => (float)(x * (1 - share) + y * share)).ToArray();
        var length = Math.Sqrt(row.Sum(v => (double)v * v));
        return [.. row.Select(v => (float)(v / length))];
    }

    private static double Cosine(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    [Fact]
    public void The_nearest_row_of_all_decides() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 3], Gen.Int[0, 1 << 20]).Sample((count, each, seed) =>
    {
        var rows = Enumerable.Range(0, count).Select(b => Enumerable.Range(0, each).Select(r => Unit(seed + (b * 7) + r)).ToArray()).ToArray();
        var bank = new BrandBank(
            "m", [.. Enumerable.Range(0, count).Select(b => Brands.Of("b" + b))], [.. rows.Select(r => (ReadOnlyMemory<float>)r.SelectMany(v => v).ToArray())]);
        var query = Unit(seed - 1);

        var (brand, cosine) = bank.Nearest(query)!.Value;

        Assert.Equal(count * each, bank.Rows);
        Assert.Equal(rows.Max(r => r.Max(v => Cosine(v, query))), cosine, 1e-5);
        Assert.Equal(rows[int.Parse(brand.Name[1..], System.Globalization.CultureInfo.InvariantCulture)].Max(v => Cosine(v, query)), cosine, 1e-5);
    });

    [Fact]
    public void A_protected_brand_is_not_hidden_by_its_own_logo_under_another_name()
    {
        var logo = Unit(1);
        foreach (var order in new[] { 0, 1 })
        {
            var brands = new[] { Brands.Of("copy"), Brands.Of("owner", true, "owner.example") };
            if (order == 1) Array.Reverse(brands);
            Assert.Equal("owner", new BrandBank("m", brands, [logo, logo]).Nearest(logo)!.Value.Brand.Name);
        }
    }

    [Fact]
    public void A_protected_brand_that_is_clearly_farther_does_not_take_another_ones_logo()
    {
        var (logo, other) = (Unit(1), Unit(2));
        var near = Towards(logo, other, 0.3);
        Assert.InRange(Cosine(near, logo), 0.8, 0.97);
        var bank = new BrandBank("m", [Brands.Of("known"), Brands.Of("owner", true, "owner.example")], [logo, near]);

        Assert.Equal("known", bank.Nearest(logo)!.Value.Brand.Name);
        Assert.Equal("owner", bank.Nearest(near)!.Value.Brand.Name);
    }

    [Fact]
    public void An_empty_bank_knows_nobody() => Assert.Null(new BrandBank("m", [], []).Nearest(Unit(1)));

    [Fact]
    public void Brands_without_rows_are_listed_and_never_found()
    {
        var bank = new BrandBank("m", [Brands.Of("bare", true, "a.example"), Brands.Of("known")], [ReadOnlyMemory<float>.Empty, Unit(3)]);
        Assert.Equal("known", bank.Nearest(Unit(4))!.Value.Brand.Name);
        Assert.NotNull(bank.Find("bare"));
        Assert.True(bank.HasProtected);
    }
}
