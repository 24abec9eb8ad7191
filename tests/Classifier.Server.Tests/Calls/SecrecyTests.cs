using System.Text;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Calls;

/// <summary>Content must not come back in an error nor stay in a log, whatever goes wrong.</summary>
public sealed class SecrecyTests
{
    private const string Marker = "zq-marker-71";

    public static TheoryData<string> Failures { get; } = ["format", "classifier", "fault", "null", "aggregate"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Neither_errors_nor_logs_hold_content_or_stack_traces(string failure)
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (r, _) => throw Fail(failure, r.Parts[0].Text!);
        server.Classifier.OnAppend = (o, _, _) => throw Fail(failure, o.Text);
        var said = new List<string>();

        said.Add((await Errors.Of(server.Service.ClassifyAsync(Requests.Text(Marker)))).ToString().Split('\n')[0]);
        said.Add((await server.Service.ClassifyBatchAsync(new V1.ClassifyBatchRequest { Requests = { Requests.Text(Marker) } })).ToString());
        using (var stream = new TestStream(server))
        {
            await stream.SendAsync(Requests.Item("1", Marker), Requests.Piece("2", Marker));
            await stream.HalfCloseAsync();
            said.AddRange((await stream.RestAsync()).Select(a => a.ToString()));
        }

        said.Add(await PostAsync(server, "/v1/classify", $$$"""{"item":{"parts":[{"text":"{{{Marker}}}"}]}}"""));
        said.Add(await PostAsync(server, "/v1/moderations", $$$"""{"input":"{{{Marker}}}"}"""));
        said.Add(await PostAsync(server, "/v1/moderations", $$$"""{"input":"{{{Marker}}}"""));
        said.Add(await PostAsync(server, "/v1/classify", $$$"""{"item":{"{{{Marker}}}":1}}"""));
        said.Add(await PostAsync(server, "/v1/classify", $$$"""{"item":{"parts":[{"role":"{{{Marker}}}"}]}}"""));
        said.Add(await PostAsync(server, "/v1/moderations", $$$"""{"input":[{"type":"image_url","image_url":{"url":"http://{{{Marker}}}/"}}]}"""));

        Assert.Equal(10, said.Count);
        Assert.All(said, text => Assert.DoesNotContain(Marker, text, StringComparison.Ordinal));
        Assert.All(said, text => Assert.DoesNotContain(" at Classifier", text, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Logs.Lines, l => l.Text.Contains(Marker, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_that_a_caller_invents_do_not_come_back()
    {
        await using var server = await TestServer.StartAsync();
        var request = Requests.Text("x");
        request.Context = new V1.Context { Tasks = { Marker } };

        var task = await Errors.Of(server.Service.ClassifyAsync(request));
        var tenant = await Errors.Of(server.Service.ClassifyAsync(Requests.Text("x"), new Metadata { { "x-tenant", Marker + "!" } }));

        Assert.DoesNotContain(Marker, task.ToString() + tenant, StringComparison.Ordinal);
    }

    private static Exception Fail(string kind, string content) => kind switch
    {
        "format" => new FormatException(content),
        "classifier" => new ClassifierException(ErrorKind.Overloaded, "Busy.", inner: new FormatException(content)),
        "fault" => new ModelFaultException(new ModelId("text", "1"), content, new FormatException(content)),
        "null" => new ArgumentNullException(content, content),
        _ => new AggregateException(content, new FormatException(content), new InvalidOperationException(content)),
    };

    private static async Task<string> PostAsync(TestServer server, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.False(response.IsSuccessStatusCode);
        return response.ReasonPhrase + await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
