using System.Net;
using Classifier.Server.Tests.Fakes;
using CsCheck;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Tests.Calls;

public sealed class MalformedInputTests
{
    [Fact]
    public async Task Bytes_that_are_no_message_are_an_invalid_argument()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await RawGrpc.PostAsync(server, RawGrpc.Classify, RawGrpc.Frame([0xff, 0xff, 0xff, 0xff]));

        Assert.Equal((HttpStatusCode.OK, (int)StatusCode.InvalidArgument), (answer.Http, answer.Grpc));
        Assert.Equal("MALFORMED_MESSAGE", answer.Details!.GetDetail<ErrorInfo>()!.Reason);
        Assert.Equal(answer.Details.Message, Uri.UnescapeDataString(answer.Headers["grpc-message"]));
        Assert.Empty(server.Classifier.Requests);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_end_a_stream_as_an_invalid_argument()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await RawGrpc.PostAsync(server, "/classifier.v1.ClassifierService/ClassifyStream", RawGrpc.Frame([0x0a, 0xff]));

        Assert.Equal((int)StatusCode.InvalidArgument, answer.Grpc);
        Assert.Equal("MALFORMED_MESSAGE", answer.Details!.GetDetail<ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task Random_bytes_never_make_an_internal_error()
    {
        await using var server = await TestServer.StartAsync();
        await Gen.Byte.Array[0, 64].SampleAsync(async bytes =>
        {
            foreach (var body in new[] { bytes, RawGrpc.Frame(bytes) })
            {
                var answer = await RawGrpc.PostAsync(server, RawGrpc.Classify, body);
                Assert.Equal(HttpStatusCode.OK, answer.Http);
                Assert.NotEqual((int)StatusCode.Unknown, answer.Grpc);
            }
        }, iter: 60, threads: 1);

        Assert.DoesNotContain(server.Logs.Lines, l => l.Text.Contains("Incident", StringComparison.Ordinal));
        await server.Service.ClassifyAsync(Requests.Text("still here"));
    }

    [Fact]
    public async Task Invalid_utf8_is_refused_or_judged_never_an_internal_error()
    {
        await using var server = await TestServer.StartAsync();
        // ClassifyRequest.item.parts[0].text = FF FE C0 80
        byte[] message = [0x0a, 8, 0x0a, 6, 0x12, 4, 0xff, 0xfe, 0xc0, 0x80];

        var answer = await RawGrpc.PostAsync(server, RawGrpc.Classify, RawGrpc.Frame(message));

        Assert.Contains(answer.Grpc, new[] { (int)StatusCode.OK, (int)StatusCode.InvalidArgument });
    }

    [Fact]
    public async Task Message_above_the_limit_is_resource_exhausted_before_its_body_is_read()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await RawGrpc.PostAsync(server, RawGrpc.Classify, RawGrpc.Frame(new byte[16], length: 100 * 1024 * 1024));

        Assert.Equal((int)StatusCode.ResourceExhausted, answer.Grpc);
    }

    [Fact]
    public async Task Hundred_megabytes_are_resource_exhausted_and_the_server_stays()
    {
        await using var server = await TestServer.StartAsync();
        var request = Requests.Text(new string('a', 100 * 1024 * 1024));

        var e = await Errors.Of(server.Service.ClassifyAsync(request));
        await server.Service.ClassifyAsync(Requests.Text("still here"));

        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        Assert.Single(server.Classifier.Requests);
    }

    [Fact]
    public async Task Hostile_texts_reach_the_classifier_as_they_are()
    {
        await using var server = await TestServer.StartAsync();
        string[] texts = ["", "\0", new string('\u200b', 1_000_000), "\u202e\u2066", "\ufffd\ufffe\uffff"];

        foreach (var text in texts) await server.Service.ClassifyAsync(Requests.Text(text));

        Assert.Equal(texts, server.Classifier.Requests.Select(r => r.Parts[0].Text));
    }

    [Fact]
    public async Task Unknown_method_is_unimplemented()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await RawGrpc.PostAsync(server, "/classifier.v1.ClassifierService/Nothing", RawGrpc.Frame([]));

        Assert.Equal((int)StatusCode.Unimplemented, answer.Grpc);
    }
}
