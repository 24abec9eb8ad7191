using Grpc.Core;

namespace Classifier.Server.Tests.Fakes;

/// <summary>A ClassifyStream call, written and read line by line.</summary>
internal sealed class TestStream(TestServer server, CallOptions options = default) : IDisposable
{
    private readonly AsyncDuplexStreamingCall<V1.ClassifyStreamRequest, V1.ClassifyStreamResponse> _call = server.Service.ClassifyStream(options);

    public async Task SendAsync(params V1.ClassifyStreamRequest[] messages)
    {
        foreach (var message in messages) await _call.RequestStream.WriteAsync(message, TestContext.Current.CancellationToken);
    }

    public Task HalfCloseAsync() => _call.RequestStream.CompleteAsync();

    /// <summary>The next answer; fails the test when the stream ends instead.</summary>
    public async Task<V1.ClassifyStreamResponse> NextAsync()
    {
        Assert.True(await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken), "The stream ended.");
        return _call.ResponseStream.Current;
    }

    public async Task<List<V1.ClassifyStreamResponse>> RestAsync()
    {
        var rest = new List<V1.ClassifyStreamResponse>();
        while (await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) rest.Add(_call.ResponseStream.Current);
        return rest;
    }

    /// <summary>The remaining answers, and the error that the stream ends with, if any.</summary>
    public async Task<(List<V1.ClassifyStreamResponse> Answers, RpcException? End)> ToEndAsync()
    {
        var answers = new List<V1.ClassifyStreamResponse>();
        try
        {
            while (await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) answers.Add(_call.ResponseStream.Current);
            return (answers, null);
        }
        catch (RpcException e)
        {
            return (answers, e);
        }
    }

    public void Dispose() => _call.Dispose();
}
