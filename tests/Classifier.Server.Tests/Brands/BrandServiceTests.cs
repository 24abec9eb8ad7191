using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Classifier.Server.Tests.Fakes;
using Google.Protobuf;
using Grpc.Core;

namespace Classifier.Server.Tests.Brands;

public sealed class BrandServiceTests : IAsyncLifetime
{
    private LogoServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await LogoServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<V1.ListBrandsResponse> ListAsync(bool all = false) =>
        await _server.Brands.ListAsync(new V1.ListBrandsRequest { IncludePublic = all }, cancellationToken: Cancellation);

    [Fact]
    public async Task Brands_are_added_listed_and_removed()
    {
        var added = await _server.AddAsync("acme", 300, true, "ACME.example.");
        Assert.False(added.Replaced);
        Assert.Equal(
            new V1.Brand { Brand_ = "acme", Title = "acme", Domains = { "acme.example" }, Protected = true, Added = true, Images = 1, Embeddings = 2 }, added.Brand);
        Assert.True((await _server.AddAsync("red", null, true, "red.example")).Brand.Public);
        Assert.True((await _server.AddAsync("red", null, true, "red.example")).Replaced);

        var list = await ListAsync();
        Assert.Equal(["acme", "red"], list.Brands.Select(b => b.Brand_));
        Assert.Equal("logo@1", list.Model);
        Assert.Equal(["acme", "blue", "green", "red"], (await ListAsync(all: true)).Brands.Select(b => b.Brand_));

        var removed = await _server.Brands.RemoveAsync(new V1.RemoveBrandRequest { Brand = "red" }, cancellationToken: Cancellation);
        Assert.Equal((true, true), (removed.Removed, removed.Known));
        Assert.Equal(["acme"], (await ListAsync()).Brands.Select(b => b.Brand_));
    }

    [Fact]
    public async Task A_field_that_does_not_fit_is_named()
    {
        var image = ByteString.CopyFrom(LogoServer.Picture(300));
        var cases = new (string Field, V1.AddBrandRequest Request)[]
        {
            ("brand", new() { Brand = "Not A Name", Images = { image } }),
            ("domains", new() { Brand = "acme", Protected = true, Images = { image } }),
            ("domains[0]", new() { Brand = "acme", Domains = { "com" }, Images = { image } }),
            ("images", new() { Brand = "acme" }),
            ("images[1]", new() { Brand = "acme", Images = { image, ByteString.CopyFrom(1, 2, 3) } }),
        };
        foreach (var (field, request) in cases)
        {
            var refused = await Errors.Of(_server.Brands.AddAsync(request, cancellationToken: Cancellation));
            Assert.Equal((StatusCode.InvalidArgument, field), (refused.StatusCode, refused.Field()));
        }
        Assert.Empty((await ListAsync()).Brands);
        var remove = await Errors.Of(_server.Brands.RemoveAsync(new V1.RemoveBrandRequest { Brand = "../etc" }, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.InvalidArgument, "brand"), (remove.StatusCode, remove.Field()));
    }

    [Fact]
    public async Task Hostile_pictures_are_refused_and_the_server_goes_on()
    {
        var png = LogoServer.Picture(300);
        var flipped = png.ToArray();
        for (var i = 40; i < flipped.Length; i += 7) flipped[i] ^= 0x55;
        byte[] bomb = [.. png[..16], 0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50, .. png[24..]];
        foreach (var bytes in new[] { png[..60], png[..^40], flipped, bomb, "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), [] })
        {
            var refused = await Errors.Of(_server.Brands.AddAsync(new V1.AddBrandRequest { Brand = "acme", Images = { ByteString.CopyFrom(bytes) } }, cancellationToken: Cancellation));
            Assert.Equal((StatusCode.InvalidArgument, "images[0]"), (refused.StatusCode, refused.Field()));
            if (bytes.Length > 0)
            {
                var asked = await Errors.Of(_server.Classifier.ClassifyAsync(LogoServer.Request(bytes, "", "", "logo"), cancellationToken: Cancellation));
                Assert.Equal(StatusCode.InvalidArgument, asked.StatusCode);
            }
        }
        Assert.True((await _server.AddAsync("acme", 300, true, "acme.example")).Brand.Added);
    }

    [Fact]
    public async Task Export_gives_what_add_takes()
    {
        await _server.AddAsync("acme", 300, true, "acme.example");
        await _server.AddAsync("red", null, true, "red.example");
        using var call = _server.Brands.Export(new V1.ExportBrandsRequest(), cancellationToken: Cancellation);
        var exported = await call.ResponseStream.ReadAllAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal([("acme", 1), ("red", 0)], exported.Select(e => (e.Brand.Brand_, e.Images.Count)));
        await using var other = await LogoServer.StartAsync();
        var again = await other.Brands.AddAsync(
            new V1.AddBrandRequest { Brand = "acme", Domains = { exported[0].Brand.Domains }, Protected = true, Images = { exported[0].Images } }, cancellationToken: Cancellation);
        Assert.Equal(exported[0].Brand, again.Brand);
        Assert.Equal(V1.Decision.Block, (await other.AskAsync(LogoServer.Picture(300), "evil.example")).Decision);
    }

    [Fact]
    public async Task Rest_has_the_same_calls()
    {
        var body = new { brand = "acme", domains = new[] { "acme.example" }, @protected = true, images = new[] { Convert.ToBase64String(LogoServer.Picture(300)) } };
        using var added = await _server.Http.PostAsJsonAsync("/v1/brands", body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        var list = await _server.Http.GetFromJsonAsync<JsonElement>("/v1/brands?includePublic=true", Cancellation);
        Assert.Equal(["acme", "blue", "green", "red"], list.GetProperty("brands").EnumerateArray().Select(b => b.GetProperty("brand").GetString()));
        var exported = JsonDocument.Parse(await _server.Http.GetStringAsync("/v1/brands:export", Cancellation)).RootElement;
        Assert.Equal("acme", exported.GetProperty("brand").GetProperty("brand").GetString());
        using var refused = await _server.Http.PostAsJsonAsync("/v1/brands", new { brand = "A B" }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var removed = await _server.Http.DeleteAsync("/v1/brands/acme", Cancellation);
        var answer = await removed.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(answer.GetProperty("removed").GetBoolean());
    }

    [Fact]
    public async Task Without_a_logo_model_the_service_says_so()
    {
        await using var server = await TestServer.StartAsync();
        var refused = await Errors.Of(new V1.BrandService.BrandServiceClient(server.Channel).ListAsync(new V1.ListBrandsRequest(), cancellationToken: Cancellation));
        Assert.Equal((StatusCode.Unavailable, "MODEL_UNAVAILABLE"), (refused.StatusCode, refused.Info().Reason));
    }
}
