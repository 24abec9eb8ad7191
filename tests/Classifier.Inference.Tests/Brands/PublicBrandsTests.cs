using Classifier.Core;
using Classifier.Inference.Brands;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Brands;

public sealed class PublicBrandsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private ModelManifest Write(string? brands = null, byte[]? rows = null) =>
        ManifestReader.Read(TinyLogoModel.Write(_folder.Path, brands: brands, rows: rows));

    private string Refusal(string? brands = null, byte[]? rows = null)
    {
        var refused = Assert.Throws<ClassifierException>(() => PublicBrands.Read(Write(brands, rows)));
        Assert.Equal(ErrorKind.Configuration, refused.Kind);
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }

    [Fact]
    public void Brands_and_their_rows_are_read()
    {
        var bank = PublicBrands.Read(Write());

        Assert.Equal(["red", "green", "blue"], bank.Brands.Select(b => b.Name));
        Assert.Equal(("The red one", "rouge", 0, 1), (bank.Brands[0].Title, Assert.Single(bank.Brands[0].Aliases), bank.Brands[0].First, bank.Brands[0].Count));
        Assert.Equal(3 * LogoManifest.Dimensions, bank.Embeddings.Length);
        for (var i = 0; i < 3; i++)
        {
            var expected = TinyLogoModel.Embedding(TinyLogoModel.Brands[i].Hue);
            for (var d = 0; d < LogoManifest.Dimensions; d++) Assert.Equal(expected[d], bank.Embeddings[(i * LogoManifest.Dimensions) + d], 1e-3);
        }
    }

    [Theory]
    [InlineData("[", "brand 0: must be an object with brand, title, aliases and rows")]
    [InlineData("{}", "must be an object with brand, title, aliases and rows")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[0,3]},{"brand":"blue"}]""", "brand 1: must be an object")]
    [InlineData("""[{"brand":"Red","title":"Red","aliases":[],"rows":[0,3]}]""", "brand 0: its name must match")]
    [InlineData("""[{"brand":"../x","title":"Red","aliases":[],"rows":[0,3]}]""", "brand 0: its name must match")]
    [InlineData("""[{"brand":"red","title":"","aliases":[],"rows":[0,3]}]""", "brand 0: a title or alias must have 1 to 128 printable characters")]
    [InlineData("""[{"brand":"red","title":"R\nD","aliases":[],"rows":[0,3]}]""", "brand 0: a title or alias")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[0,4]}]""", "brand 0: names rows that are not there")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[-1,1]}]""", "brand 0: names rows that are not there")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[0,0]}]""", "brand 0: names rows that are not there")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[2147483647,2147483647]}]""", "brand 0: names rows that are not there")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[0]}]""", "brand 0: rows must be a first row and a count")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[0,2]}]""", "row 2 is no brand's")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[0,2]},{"brand":"blue","title":"B","aliases":[],"rows":[1,2]}]""", "brand 1: row 1 is another brand's too")]
    [InlineData("""[{"brand":"red","title":"Red","aliases":[],"rows":[0,2]},{"brand":"red","title":"B","aliases":[],"rows":[2,1]}]""", "brand 1: its name is used twice")]
    public void Brands_that_cannot_be_are_one_line(string brands, string message)
    {
        var line = Refusal(brands);
        Assert.Contains("brands.json: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_another_size_or_length_are_refused()
    {
        Assert.Contains("brands.bin: is no whole number of rows", Refusal(rows: TinyLogoModel.BrandRows()[..^2]), StringComparison.Ordinal);
        Assert.Contains("brands.bin: row 0 is not of unit length", Refusal(rows: new byte[3 * 256]), StringComparison.Ordinal);
        var rows = TinyLogoModel.BrandRows();
        BitConverter.TryWriteBytes(rows.AsSpan(256), Half.NaN);
        Assert.Contains("brands.bin: row 1 is not of unit length", Refusal(rows: rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_with_broken_brands_fails_to_load_and_says_why()
    {
        TinyLogoModel.Write(_folder.Path, brands: "[]");
        await using var repository = new ModelRepository(
            new() { ModelsDirectory = _folder.Path, DataDirectory = Path.Combine(_folder.Path, "data"), Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);

        var refused = await Assert.ThrowsAsync<ClassifierException>(() => repository.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Contains("row 0 is no brand's", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ModelState.Failed, Assert.Single(repository.List()).State);
    }

    [Fact]
    public async Task A_brands_file_with_another_checksum_fails_the_model()
    {
        var folder = TinyLogoModel.Write(_folder.Path);
        File.AppendAllText(Path.Combine(folder, "brands.json"), " ");
        await using var repository = new ModelRepository(
            new() { ModelsDirectory = _folder.Path, DataDirectory = Path.Combine(_folder.Path, "data"), Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);

        var refused = await Assert.ThrowsAsync<ClassifierException>(() => repository.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Contains("brands.json: sha256 is", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tiny_graph_gives_what_its_arithmetic_says()
    {
        TinyLogoModel.Write(_folder.Path);
        await using var repository = new ModelRepository(
            new() { ModelsDirectory = _folder.Path, DataDirectory = Path.Combine(_folder.Path, "data"), Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);
        await repository.OpenAsync(TestContext.Current.CancellationToken);
        var model = repository.FindImage(TaskKind.Logo)!;
        var (r, g, b) = TinyLogoModel.Colour(120);
        var values = new float[3 * 32 * 64];
        for (var i = 0; i < 32 * 64; i++)
            for (var c = 0; c < 3; c++) values[(c * 32 * 64) + i] = i % 64 < 32 ? (new[] { r, g, b }[c] / 127.5f) - 1 : 0;

        var outputs = await model.RunAsync(LogoManifest.Graph, new(new(values, 32, 64), "t", WorkClass.Interactive, long.MaxValue), TestContext.Current.CancellationToken);

        Assert.Equal([[1, 2, 4], [128, 2, 4], [4, 2, 4]], outputs.Tensors.Select(t => t.Shape.ToArray()));
        Assert.True(outputs.Tensors[0].Values[0] > 5 && outputs.Tensors[0].Values[3] < -5);
        var expected = TinyLogoModel.Embedding(120);
        for (var d = 0; d < 128; d++) Assert.Equal(expected[d], outputs.Tensors[1].Values[d * 8], 1e-3);
        Assert.All(outputs.Tensors[2].Values, v => Assert.Equal(TinyLogoModel.Reach, v, 1e-4));
    }

    public void Dispose() => _folder.Dispose();
}
