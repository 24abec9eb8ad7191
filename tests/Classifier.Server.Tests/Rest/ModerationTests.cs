using System.Net;
using System.Text;
using System.Text.Json;
using Classifier.Core;
using Classifier.Server.Tests.Fakes;

namespace Classifier.Server.Tests.Rest;

public sealed class ModerationTests
{
    private static readonly string[] OpenAiCategories =
    [
        "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm", "self-harm/intent",
        "self-harm/instructions", "sexual", "sexual/minors", "violence", "violence/graphic",
    ];

    [Fact]
    public async Task Reply_has_every_category_and_only_what_a_model_said()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores((TaskKind.Toxicity, 0.6), (TaskKind.Hate, 0.2), (TaskKind.Injection, 0.95)));

        var (status, json) = await PostAsync(server, """{"input":"x","model":"omni-moderation-latest"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("modr-", json.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("text@1", json.GetProperty("model").GetString());
        var result = Assert.Single(json.GetProperty("results").EnumerateArray());
        Assert.True(result.GetProperty("flagged").GetBoolean());
        var scores = result.GetProperty("category_scores").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        Assert.Equal(OpenAiCategories.Concat(["deepfake", "injection", "logo", "toxicity"]).Order(), scores.Keys.Order());
        Assert.Equal((0.6, 0.2, 0.95, 0.6), (scores["harassment"], scores["hate"], scores["injection"], scores["toxicity"]));
        Assert.All(OpenAiCategories.Except(["harassment", "hate"]), c => Assert.Equal(0, scores[c]));
        var flagged = result.GetProperty("categories").EnumerateObject().Where(p => p.Value.GetBoolean()).Select(p => p.Name);
        Assert.Equal(["harassment", "injection", "toxicity"], flagged.Order());
        var read = result.GetProperty("category_applied_input_types").EnumerateObject().Where(p => p.Value.GetArrayLength() > 0).Select(p => p.Name);
        Assert.Equal(["harassment", "hate", "injection", "toxicity"], read.Order());
    }

    [Fact]
    public async Task Task_that_could_not_be_judged_flags_when_policy_decides_so()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) =>
            ValueTask.FromResult(Replies.Of(Replies.Unscored(TaskKind.Hate, TaskOutcome.Error, Decision.Review, "failed")));

        var (_, json) = await PostAsync(server, """{"input":"x"}""");

        var result = json.GetProperty("results")[0];
        Assert.True(result.GetProperty("flagged").GetBoolean());
        Assert.True(result.GetProperty("categories").GetProperty("hate").GetBoolean());
        Assert.Equal(0, result.GetProperty("category_scores").GetProperty("hate").GetDouble());
        Assert.Equal(0, result.GetProperty("category_applied_input_types").GetProperty("hate").GetArrayLength());
        Assert.Equal("classifier", json.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("""{}""", "input")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"input":""", "body")]
    [InlineData("""{"input":7}""", "input")]
    [InlineData("""{"input":null}""", "input")]
    [InlineData("""{"input":[]}""", "input")]
    [InlineData("""{"input":["a",7]}""", "input[1]")]
    [InlineData("""{"input":["a",{"type":"text","text":"b"}]}""", "input[1]")]
    [InlineData("""{"input":[{"type":"text","text":"b"},"a"]}""", "input[1]")]
    [InlineData("""{"input":[{"type":"text"}]}""", "input[0].text")]
    [InlineData("""{"input":[{"type":"audio","audio":"b"}]}""", "input[0].type")]
    [InlineData("""{"input":[{"text":"b"}]}""", "input[0]")]
    [InlineData("""{"input":[{"type":"image_url"}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":7}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":"http://127.0.0.1/a.png"}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":"data:text/html;base64,AAAA"}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":"data:image/png,AAAA"}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":"data:image/png;base64,A*"}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":[{"type":"image_url","image_url":{"url":"data:image/png;base64,"}}]}""", "input[0].image_url.url")]
    [InlineData("""{"input":"\ud800"}""", "input")]
    [InlineData("""{"input":"x","model":3}""", "model")]
    public async Task Malformed_body_is_refused_in_OpenAIs_shape(string body, string param)
    {
        await using var server = await TestServer.StartAsync();

        var (status, json) = await PostAsync(server, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = json.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("invalid_request_error", param), (error.GetProperty("type").GetString(), error.GetProperty("param").GetString()));
        Assert.Empty(server.Classifier.Requests);
    }

    [Theory]
    [InlineData(ErrorKind.QuotaExceeded, HttpStatusCode.TooManyRequests, "rate_limit_error", "quota_exceeded", true)]
    [InlineData(ErrorKind.Overloaded, HttpStatusCode.ServiceUnavailable, "server_error", "overloaded", true)]
    [InlineData(ErrorKind.TooLarge, HttpStatusCode.RequestEntityTooLarge, "invalid_request_error", "too_large", false)]
    [InlineData(ErrorKind.DeadlineExceeded, HttpStatusCode.GatewayTimeout, "server_error", "deadline_exceeded", false)]
    [InlineData(ErrorKind.InvalidArgument, HttpStatusCode.BadRequest, "invalid_request_error", "invalid_argument", false)]
    public async Task Refusals_have_OpenAIs_shape(ErrorKind kind, HttpStatusCode expected, string type, string code, bool retry)
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => throw new ClassifierException(kind, "One line.", retryAfter: TimeSpan.FromSeconds(7));
        using var content = new StringContent("""{"input":"x"}""", Encoding.UTF8, "application/json");

        using var response = await server.Http.PostAsync(new Uri("/v1/moderations", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(expected, response.StatusCode);
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(("One line.", type, code), (error.GetProperty("message").GetString(), error.GetProperty("type").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal(retry ? TimeSpan.FromSeconds(7) : null, response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Tenant_of_another_form_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/moderations")
        {
            Content = new StringContent("""{"input":"x"}""", Encoding.UTF8, "application/json"),
            Headers = { { "x-tenant", "a b" } },
        };

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Body_that_is_not_json_is_unsupported()
    {
        await using var server = await TestServer.StartAsync();
        using var content = new StringContent("""{"input":"x"}""", Encoding.UTF8, "text/plain");

        using var response = await server.Http.PostAsync(new Uri("/v1/moderations", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("\"error\"", text, StringComparison.Ordinal);
        Assert.Empty(server.Classifier.Requests);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(TestServer server, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(new Uri("/v1/moderations", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (response.StatusCode, json.RootElement.Clone());
    }
}
