using Classifier.Core;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Tests.Logo.Support;
using SkiaSharp;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class BrandLibraryTests : IAsyncLifetime
{
    private const double Violet = 300;
    private LogoRig _rig = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await LogoRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private async Task<BankBrand?> FindAsync(string name) => (await _rig.Library.ListAsync(Cancellation)).SingleOrDefault(b => b.Name == name);

    private async Task<ClassifierException> RefusedAsync(BrandAddition addition) => await Assert.ThrowsAsync<ClassifierException>(
        () => _rig.Library.AddAsync(addition, "t", WorkClass.Interactive, long.MaxValue, Cancellation));

    private async Task<string[]> SeenAsync(double hue) =>
        [.. (await _rig.AskAsync(Screens.Of(320, 200, (hue, 96, 48, 80)))).Evidence.Select(e => e.Brand!.Brand).Distinct()];

    [Fact]
    public async Task Public_brands_are_known_and_none_is_protected()
    {
        var brands = await _rig.Library.ListAsync(Cancellation);
        Assert.Equal(["blue", "green", "red"], brands.Select(b => b.Name));
        Assert.All(brands, b => Assert.Equal((true, false, false, 1), (b.IsPublic, b.IsAdded, b.IsProtected, b.Embeddings)));
        Assert.False(_rig.Library.HasProtected);
    }

    [Fact]
    public async Task An_added_brand_is_seen_at_once_and_after_a_restart()
    {
        Assert.Empty(await SeenAsync(Violet));
        var brand = await _rig.AddAsync("acme", Violet);
        Assert.Equal((true, false, true, 1, 2), (brand.IsAdded, brand.IsPublic, brand.IsProtected, brand.References, brand.Embeddings));
        Assert.Equal(["acme"], await SeenAsync(Violet));

        await _rig.RestartAsync();
        Assert.Equal(["acme"], await SeenAsync(Violet));
        Assert.Equal(brand with { Aliases = [], Domains = [] }, (await FindAsync("acme"))! with { Aliases = [], Domains = [] });
        Assert.True(_rig.Library.HasProtected);
    }

    [Fact]
    public async Task A_public_brand_is_marked_without_a_picture_and_unmarked_again()
    {
        await _rig.AddAsync("red", null, true, "Red.Example.", "red.example", "bücher.example");
        var marked = (await FindAsync("red"))!;
        Assert.Equal((true, true, true, "The red one"), (marked.IsPublic, marked.IsAdded, marked.IsProtected, marked.Title));
        Assert.Equal(["red.example", "xn--bcher-kva.example"], marked.Domains.Select(d => d.Name));

        Assert.Equal((true, true), await _rig.Library.RemoveAsync("red", Cancellation));
        Assert.False((await FindAsync("red"))!.IsProtected);
        Assert.Equal((false, true), await _rig.Library.RemoveAsync("red", Cancellation));
        Assert.Equal((false, false), await _rig.Library.RemoveAsync("nobody", Cancellation));
        await _rig.RestartAsync();
        Assert.False((await FindAsync("red"))!.IsProtected);
    }

    [Fact]
    public async Task A_removed_brand_is_unknown_also_after_a_restart()
    {
        await _rig.AddAsync("acme", Violet);
        Assert.Equal((true, false), await _rig.Library.RemoveAsync("acme", Cancellation));
        Assert.Empty(await SeenAsync(Violet));
        await _rig.RestartAsync();
        Assert.Empty(await SeenAsync(Violet));
        Assert.Empty(Directory.EnumerateFiles(_rig.BrandFolder));
    }

    [Fact]
    public async Task Adding_again_without_pictures_keeps_them_and_with_pictures_replaces_them()
    {
        await _rig.AddAsync("acme", Violet);
        var again = await _rig.AddAsync("acme", null, false);
        Assert.Equal((1, 2, false), (again.References, again.Embeddings, again.IsProtected));
        Assert.Equal(["acme"], await SeenAsync(Violet));

        await _rig.AddAsync("acme", 60);
        Assert.Empty(await SeenAsync(Violet));
        Assert.Equal(["acme"], await SeenAsync(60));
    }

    [Fact]
    public async Task Another_version_of_the_model_embeds_the_kept_pictures_anew()
    {
        await _rig.AddAsync("acme", Violet);
        var before = await File.ReadAllBytesAsync(Path.Combine(_rig.BrandFolder, "acme.brand"), Cancellation);

        await _rig.RestartAsync(version: "2");
        Assert.Equal(["acme"], await SeenAsync(Violet));
        Assert.Equal((1, 2), ((await FindAsync("acme"))!.References, (await FindAsync("acme"))!.Embeddings));
        var after = await File.ReadAllBytesAsync(Path.Combine(_rig.BrandFolder, "acme.brand"), Cancellation);
        Assert.True(after.Length > before.Length, "both versions' embeddings are kept");

        // Going back embeds nothing and changes nothing.
        await _rig.RestartAsync();
        Assert.Equal(["acme"], await SeenAsync(Violet));
        Assert.Equal(after, await File.ReadAllBytesAsync(Path.Combine(_rig.BrandFolder, "acme.brand"), Cancellation));
    }

    [Fact]
    public async Task What_a_crash_leaves_half_written_means_nothing()
    {
        await _rig.AddAsync("acme", Violet);
        File.WriteAllBytes(Path.Combine(_rig.BrandFolder, "acme.brand.tmp"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(_rig.BrandFolder, "other.brand.tmp"), [1, 2, 3]);
        await _rig.RestartAsync();
        Assert.Equal(["acme"], await SeenAsync(Violet));
        Assert.Equal(4, (await _rig.Library.ListAsync(Cancellation)).Count);
        await _rig.AddAsync("acme", 60);
        Assert.Equal(["acme"], await SeenAsync(60));
    }

    [Fact]
    public async Task A_damaged_file_is_one_line_and_nothing_is_dropped()
    {
        await _rig.AddAsync("acme", Violet);
        var path = Path.Combine(_rig.BrandFolder, "acme.brand");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        var refused = await Assert.ThrowsAsync<ClassifierException>(() => _rig.RestartAsync());
        Assert.Equal(ErrorKind.StorageCorrupt, refused.Kind);
        Assert.Contains("acme.brand", refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
    }

    [Fact]
    public async Task A_disk_that_refuses_changes_nothing()
    {
        // A file stands where the folder has to be.
        File.WriteAllBytes(_rig.BrandFolder, []);
        var refused = await RefusedAsync(new() { Name = "acme", Pictures = [Screens.Logo(Violet)] });
        Assert.Equal(ErrorKind.StorageFailed, refused.Kind);
        Assert.Empty(await SeenAsync(Violet));
    }

    [Fact]
    public async Task What_does_not_fit_names_its_field()
    {
        var logo = Screens.Logo(Violet);
        var cases = new (string Field, BrandAddition Addition)[]
        {
            ("brand", new() { Name = "Acme", Pictures = [logo] }),
            ("brand", new() { Name = "../acme", Pictures = [logo] }),
            ("brand", new() { Name = "", Pictures = [logo] }),
            ("brand", new() { Name = new('a', 65), Pictures = [logo] }),
            ("title", new() { Name = "acme", Title = " ", Pictures = [logo] }),
            ("title", new() { Name = "acme", Title = new('é', 65), Pictures = [logo] }),
            ("aliases[1]", new() { Name = "acme", Aliases = ["fine", "a\nb"], Pictures = [logo] }),
            ("aliases", new() { Name = "acme", Aliases = [.. Enumerable.Repeat("a", 17)], Pictures = [logo] }),
            ("domains", new() { Name = "acme", IsProtected = true, Pictures = [logo] }),
            ("domains", new() { Name = "acme", Domains = [.. Enumerable.Repeat("a.example", 65)], Pictures = [logo] }),
            ("domains[0]", new() { Name = "acme", Domains = ["https://acme.example"], Pictures = [logo] }),
            ("domains[1]", new() { Name = "acme", Domains = ["acme.example", "com"], Pictures = [logo] }),
            ("images", new() { Name = "acme" }),
            ("images", new() { Name = "acme", Pictures = [.. Enumerable.Repeat((ReadOnlyMemory<byte>)logo, 9)] }),
            ("images[1]", new() { Name = "acme", Pictures = [logo, new byte[] { 1, 2, 3 }] }),
            ("images[0]", new() { Name = "acme", Pictures = [Screens.Of(64, 64)] }),
            ("images[0]", new() { Name = "acme", Pictures = [Screens.Of(64, 64, SKColors.Black, (0, 0, 0, 0))] }),
        };
        foreach (var (field, addition) in cases)
        {
            var refused = await RefusedAsync(addition);
            Assert.Equal((ErrorKind.InvalidArgument, field), (refused.Kind, refused.Field));
        }
        Assert.Equal(3, (await _rig.Library.ListAsync(Cancellation)).Count);
        Assert.False(Directory.Exists(_rig.BrandFolder));
    }

    [Fact]
    public async Task A_picture_in_which_the_model_sees_no_logo_is_refused()
    {
        // A dark square on white: no colour, so no logo to the tiny model.
        using var bitmap = new SKBitmap(100, 100);
        bitmap.Erase(SKColors.White);
        for (var i = 30; i < 70; i++)
            for (var j = 30; j < 70; j++) bitmap.SetPixel(i, j, SKColors.Black);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var refused = await RefusedAsync(new() { Name = "acme", Pictures = [png.ToArray()] });
        Assert.Equal(("images[0]", "The model sees no logo in this picture."), (refused.Field, refused.Message));
    }

    [Fact]
    public async Task Adding_from_many_sides_while_classifying_keeps_every_brand_and_every_verdict()
    {
        var picture = Screens.Of(320, 200, (0, 96, 48, 80));
        await _rig.AddAsync("red", null);
        using var done = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            var asked = 0;
            do
            {
                Assert.Equal(Decision.Block, (await _rig.AskAsync(picture, "evil.example")).Decision);
                Assert.Equal(Decision.Allow, (await _rig.AskAsync(picture, "red.example")).Decision);
                asked++;
            }
            while (!done.IsCancellationRequested);
            return asked;
        }, Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => _rig.AddAsync("brand" + i, 60 + (i % 3 * 120), i % 2 == 0)));
        await done.CancelAsync();
        Assert.True(await asking > 0);

        Assert.Equal(27, (await _rig.Library.ListAsync(Cancellation)).Count);
        await _rig.RestartAsync();
        Assert.Equal(27, (await _rig.Library.ListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task What_is_exported_can_be_added_again_and_is_seen_the_same()
    {
        await _rig.AddAsync("acme", Violet);
        await _rig.AddAsync("red", null);
        var exported = await _rig.Library.ExportAsync(Cancellation).ToListAsync(Cancellation);
        Assert.Equal(["acme", "red"], exported.Select(e => e.Brand.Name));
        Assert.Empty(exported[1].Pictures);

        await _rig.Library.RemoveAsync("acme", Cancellation);
        Assert.Empty(await SeenAsync(Violet));
        await _rig.Library.AddAsync(
            new() { Name = "acme", Pictures = [Assert.Single(exported[0].Pictures)] }, "t", WorkClass.Interactive, long.MaxValue, Cancellation);
        Assert.Equal(["acme"], await SeenAsync(Violet));
    }
}
