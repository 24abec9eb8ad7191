using System.Net;
using System.Text;
using System.Text.Json;
using Classifier.Core;
using Classifier.Server.Tests.Fakes;

namespace Classifier.Server.Tests.Rest;

public sealed class RestTests
{
    [Fact]
    public async Task Classify_is_transcoded()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores((TaskKind.Injection, 0.95)));

        var (status, json) = await PostAsync(
            server, "/v1/classify", """{"item":{"parts":[{"role":"ROLE_DOCUMENT","text":"hello"}]},"context":{"direction":"DIRECTION_TOOL_INPUT"}}""", "acme");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("DECISION_BLOCK", json.GetProperty("decision").GetString());
        Assert.Equal(0.95, json.GetProperty("results")[0].GetProperty("score").GetDouble());
        Assert.Equal("TASK_STATUS_OK", json.GetProperty("results")[0].GetProperty("status").GetString());
        Assert.True(server.Classifier.Requests.TryDequeue(out var seen));
        Assert.Equal((PartRole.Document, "hello", Direction.ToolInput, "acme"), (seen.Parts[0].Role, seen.Parts[0].Text, seen.Direction, seen.Tenant));
        Assert.Equal(long.MaxValue, seen.Deadline);
    }

    [Fact]
    public async Task Batch_and_models_are_transcoded()
    {
        await using var server = await TestServer.StartAsync();

        var (_, batch) = await PostAsync(server, "/v1/classify:batch", """{"requests":[{"item":{"parts":[{"text":"a"}]}},{}]}""");
        using var models = JsonDocument.Parse(await server.Http.GetStringAsync(new Uri("/v1/models", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal("DECISION_ALLOW", batch.GetProperty("entries")[0].GetProperty("response").GetProperty("decision").GetString());
        Assert.Equal(3, batch.GetProperty("entries")[1].GetProperty("refusal").GetProperty("code").GetInt32());
        Assert.Equal("STATE_ACTIVE", models.RootElement.GetProperty("models")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Stats_are_streamed_line_by_line()
    {
        await using var server = await TestServer.StartAsync();
        var token = TestContext.Current.CancellationToken;
        await using var stream = await server.Http.GetStreamAsync(new Uri("/v1/stats?intervalMs=100", UriKind.Relative), token);
        using var reader = new StreamReader(stream);

        for (var i = 0; i < 2; i++)
        {
            using var line = JsonDocument.Parse((await reader.ReadLineAsync(token))!);
            Assert.Equal("text@1", line.RootElement.GetProperty("queues")[0].GetProperty("model").GetString());
        }
    }

    [Theory]
    [InlineData("/v1/classify", "{}", HttpStatusCode.BadRequest, 3)]
    [InlineData("/v1/classify", "{", HttpStatusCode.BadRequest, 3)]
    [InlineData("/v1/classify", """{"item":7}""", HttpStatusCode.BadRequest, 3)]
    [InlineData("/v1/classify", """{"item":{"parts":[{"text":"\ud800"}]}}""", HttpStatusCode.BadRequest, 3)]
    [InlineData("/v1/classify", """{"item":{"parts":[{"image":{"data":"***"}}]}}""", HttpStatusCode.BadRequest, 3)]
    [InlineData("/v1/nothing", "{}", HttpStatusCode.NotFound, 5)]
    [InlineData("/v1/models", "{}", HttpStatusCode.MethodNotAllowed, 12)]
    public async Task Errors_are_typed_json(string path, string body, HttpStatusCode expected, int code)
    {
        await using var server = await TestServer.StartAsync();

        var (status, json) = await PostAsync(server, path, body);

        Assert.Equal((expected, code), (status, json.GetProperty("code").GetInt32()));
        Assert.NotEmpty(json.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Details_of_an_error_are_in_the_json()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => throw new ClassifierException(ErrorKind.Overloaded, "Busy.", retryAfter: TimeSpan.FromMilliseconds(1200));
        using var content = new StringContent("""{"item":{"parts":[{"text":"x"}]}}""", Encoding.UTF8, "application/json");

        using var response = await server.Http.PostAsync(new Uri("/v1/classify", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
        var details = json.RootElement.GetProperty("details").EnumerateArray().ToArray();
        Assert.Contains(details, d => d.GetProperty("@type").GetString() == "type.googleapis.com/google.rpc.ErrorInfo" && d.GetProperty("reason").GetString() == "OVERLOADED");
        Assert.Contains(details, d => d.GetProperty("@type").GetString() == "type.googleapis.com/google.rpc.RetryInfo" && d.GetProperty("retryDelay").GetString() == "1.200s");
    }

    [Theory]
    [InlineData("/v1/classify", true)]
    [InlineData("/v1/classify", false)]
    [InlineData("/v1/moderations", true)]
    [InlineData("/v1/moderations", false)]
    public async Task Body_above_the_limit_is_too_large_whether_its_length_is_said_or_not(string path, bool said)
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { MaxMessageBytes = 1024 });
        using HttpContent content = said
            ? new StringContent(new string(' ', 4096), Encoding.UTF8, "application/json")
            : new Chunked(new string(' ', 4096));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = said ? null : true;

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.True(json.RootElement.TryGetProperty(path.EndsWith("moderations", StringComparison.Ordinal) ? "error" : "code", out _));
    }

    [Fact]
    public async Task Name_that_is_not_loopback_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Host = "rebound.example" } };

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(TestServer server, string path, string body, string? tenant = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        if (tenant is not null) content.Headers.Add("x-tenant", tenant);
        using var response = await server.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(text.Length > 0, $"{path} answered {response.StatusCode} without a body.");
        using var json = JsonDocument.Parse(text);
        return (response.StatusCode, json.RootElement.Clone());
    }

    /// <summary>JSON that does not say its length.</summary>
    private sealed class Chunked : HttpContent
    {
        private readonly string _text;

        public Chunked(string text)
        {
            _text = text;
            Headers.ContentType = new("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            await stream.WriteAsync(Encoding.UTF8.GetBytes(_text));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
