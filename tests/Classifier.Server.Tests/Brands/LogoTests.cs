using System.Net.Http.Json;
using System.Text.Json;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using Claim = Classifier.V1.BrandSighting.Types.Claim;

namespace Classifier.Server.Tests.Brands;

/// <summary>The task <c>logo</c> through the whole server.</summary>
public sealed class LogoTests : IAsyncLifetime
{
    private const double Red = 0, RedAltered = 25, Green = 120;
    private LogoServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await LogoServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static V1.TaskResult Of(V1.ClassifyResponse reply) => Assert.Single(reply.Results, r => r.Task == "logo");

    [Theory]
    [InlineData("evil.example", "", V1.Decision.Block, Claim.Wrong)]
    [InlineData("", "", V1.Decision.Block, Claim.None)]
    [InlineData("evil.example", "Red", V1.Decision.Block, Claim.Wrong)]
    [InlineData("shop.RED.example.", "", V1.Decision.Allow, Claim.Right)]
    [InlineData("", "rouge", V1.Decision.Allow, Claim.Right)]
    public async Task A_protected_logo_is_judged_by_the_claim(string domain, string brand, V1.Decision decision, Claim claim)
    {
        await _server.AddAsync("red", null, true, "red.example");
        var reply = await _server.AskAsync(LogoServer.Picture(Red), domain, brand, "logo");

        var result = Of(reply);
        Assert.Equal((decision, decision, V1.TaskStatus.Ok, "logo@1"), (reply.Decision, result.Decision, result.Status, result.Model));
        Assert.Equal(decision == V1.Decision.Allow ? "none" : "impersonation", result.Label);
        Assert.Equal((0.8, 0.9), (result.Threshold, result.BlockThreshold));
        var evidence = result.Evidence[0];
        Assert.Equal(("red", "The red one", false, true, claim), (evidence.Brand.Brand, evidence.Brand.Title, evidence.Brand.NearCopy, evidence.Brand.Protected, evidence.Brand.Claim));
        Assert.InRange(evidence.Score, 0.99, 1);
        Assert.True(evidence.Box.Width > 0 && evidence.Box.X >= 0 && evidence.Box.X + evidence.Box.Width <= 320);
    }

    [Fact]
    public async Task A_near_copy_is_at_least_as_severe()
    {
        await _server.AddAsync("red", null, true, "red.example");
        var result = Of(await _server.AskAsync(LogoServer.Picture(RedAltered), "evil.example", "", "logo"));
        Assert.Equal((V1.Decision.Block, 1.0, true), (result.Decision, result.Score, result.Evidence[0].Brand.NearCopy));
    }

    [Fact]
    public async Task A_known_brand_is_evidence_and_nobody_asks_for_it_unasked()
    {
        var asked = await _server.AskAsync(LogoServer.Picture(Green), "evil.example", "", "logo");
        Assert.Equal((V1.Decision.Allow, "green", false), (asked.Decision, Of(asked).Evidence[0].Brand.Brand, Of(asked).Evidence[0].Brand.Protected));
        Assert.Empty((await _server.AskAsync(LogoServer.Picture(Green), "evil.example")).Results);

        await _server.AddAsync("red", null, true, "red.example");
        Assert.NotEmpty((await _server.AskAsync(LogoServer.Picture(Green), "evil.example")).Results);
    }

    [Fact]
    public async Task A_batch_judges_each_by_its_own_claim()
    {
        await _server.AddAsync("red", null, true, "red.example");
        var domains = new[] { "evil.example", "red.example", "", "a.red.example" };
        var batch = new V1.ClassifyBatchRequest { Requests = { domains.Select(d => LogoServer.Request(LogoServer.Picture(Red), d, "", "logo")) } };
        var replies = await _server.Classifier.ClassifyBatchAsync(batch, cancellationToken: Cancellation);
        Assert.Equal([V1.Decision.Block, V1.Decision.Allow, V1.Decision.Block, V1.Decision.Allow], replies.Entries.Select(e => e.Response.Decision));
    }

    [Fact]
    public async Task Rest_gives_the_same_answer()
    {
        await _server.AddAsync("red", null, true, "red.example");
        var body = new
        {
            item = new { parts = new[] { new { image = new { data = Convert.ToBase64String(LogoServer.Picture(Red)) } } } },
            context = new { tasks = new[] { "logo" }, claimedDomain = "evil.example" },
        };
        using var response = await _server.Http.PostAsJsonAsync("/v1/classify", body, Cancellation);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("DECISION_BLOCK", json.GetProperty("decision").GetString());
        var brand = json.GetProperty("results")[0].GetProperty("evidence")[0].GetProperty("brand");
        Assert.Equal(("red", "CLAIM_WRONG"), (brand.GetProperty("brand").GetString(), brand.GetProperty("claim").GetString()));
    }

    [Fact]
    public async Task Moderations_have_a_category_for_it()
    {
        await _server.AddAsync("red", null, true, "red.example");
        foreach (var (hue, flagged) in new[] { (Red, true), (Green, false) })
        {
            var url = "data:image/png;base64," + Convert.ToBase64String(LogoServer.Picture(hue));
            using var response = await _server.Http.PostAsJsonAsync("/v1/moderations", new { input = new[] { new { type = "image_url", image_url = new { url } } } }, Cancellation);
            var result = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("results")[0];
            Assert.Equal(flagged, result.GetProperty("flagged").GetBoolean());
            Assert.Equal(flagged, result.GetProperty("categories").GetProperty("logo").GetBoolean());
            Assert.Equal("image", Assert.Single(result.GetProperty("category_applied_input_types").GetProperty("logo").EnumerateArray()).GetString());
        }
    }

    [Fact]
    public async Task The_model_has_its_own_health()
    {
        var health = await _server.Health.CheckAsync(new() { Service = "classifier.model.logo" }, cancellationToken: Cancellation);
        Assert.Equal(ServingStatus.Serving, health.Status);
        Assert.Equal(ServingStatus.Serving, (await _server.Health.CheckAsync(new() { Service = "classifier.v1.BrandService" }, cancellationToken: Cancellation)).Status);
    }
}
