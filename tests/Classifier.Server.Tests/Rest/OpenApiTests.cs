using Classifier.Server.Tests.Fakes;
using Microsoft.OpenApi.Models;
using Microsoft.OpenApi.Readers;

namespace Classifier.Server.Tests.Rest;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_is_valid_and_complete()
    {
        await using var server = await TestServer.StartAsync();
        var text = await server.Http.GetStringAsync(new Uri("/openapi", UriKind.Relative), TestContext.Current.CancellationToken);

        var document = new OpenApiStringReader().Read(text, out var diagnostic);

        Assert.Empty(diagnostic.Errors);
        Assert.Equal(
            [
                "/v1/banks", "/v1/banks/{bank}", "/v1/banks/{bank}/duplicates", "/v1/banks/{bank}/items", "/v1/banks/{bank}/items/{id}",
                "/v1/brands", "/v1/brands/{brand}", "/v1/brands:export",
                "/v1/classify", "/v1/classify:batch", "/v1/fingerprints:hash", "/v1/fingerprints:match",
                "/v1/models", "/v1/moderations", "/v1/stats",
            ],
            document.Paths.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("one item", document.Paths["/v1/classify"].Operations[OperationType.Post].Summary, StringComparison.Ordinal);
        Assert.Contains("200", document.Paths["/v1/moderations"].Operations[OperationType.Post].Responses.Keys);
    }

    [Fact]
    public async Task Page_shows_the_document()
    {
        await using var server = await TestServer.StartAsync();
        var token = TestContext.Current.CancellationToken;

        var page = await server.Http.GetStringAsync(new Uri("/docs/index.html", UriKind.Relative), token);
        var script = await server.Http.GetStringAsync(new Uri("/docs/index.js", UriKind.Relative), token);

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.json", script, StringComparison.Ordinal);
    }
}
