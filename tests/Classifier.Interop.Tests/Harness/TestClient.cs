using System.Runtime.CompilerServices;
using Classifier.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Classifier.Interop.Tests.Harness;

/// <summary>A .NET client, also one that sends bytes which no serialiser would make.</summary>
internal sealed class TestClient : IDisposable
{
    private static readonly Marshaller<byte[]> Bytes = new(value => value, value => value);

    private static readonly Method<byte[], byte[]> RawClassify =
        new(MethodType.Unary, "classifier.v1.ClassifierService", "Classify", Bytes, Bytes);

    private readonly GrpcChannel _channel;

    public TestClient(string address)
    {
        _channel = GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
        {
            MaxSendMessageSize = null,
            HttpHandler = new SocketsHttpHandler { UseProxy = false },
        });
        Classifier = new ClassifierService.ClassifierServiceClient(_channel);
        Admin = new AdminService.AdminServiceClient(_channel);
        Health = new Health.HealthClient(_channel);
        Fingerprints = new FingerprintService.FingerprintServiceClient(_channel);
    }

    public ClassifierService.ClassifierServiceClient Classifier { get; }

    public AdminService.AdminServiceClient Admin { get; }

    public Health.HealthClient Health { get; }

    public FingerprintService.FingerprintServiceClient Fingerprints { get; }

    public static ClassifyRequest Request(string text) => new() { Item = new Item { Parts = { new Part { Text = text } } } };

    public AsyncUnaryCall<ClassifyResponse> ClassifyAsync(string text, TimeSpan limit) =>
        Classifier.ClassifyAsync(Request(text), deadline: DateTime.UtcNow + limit);

    /// <summary>Sends these bytes as the request's message.</summary>
    public async Task<ClassifyResponse> ClassifyRawAsync(byte[] message, TimeSpan limit)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow + limit);
        var reply = await _channel.CreateCallInvoker().AsyncUnaryCall(RawClassify, null, options, message);
        return ClassifyResponse.Parser.ParseFrom(reply);
    }

    public async Task<HealthCheckResponse.Types.ServingStatus> StatusAsync() =>
        (await Health.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(30))).Status;

    /// <summary>Figures as the server sends them, ten times a second, for 60 seconds at most.</summary>
    public async IAsyncEnumerable<Stats> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var call = Admin.WatchStats(new WatchStatsRequest { IntervalMs = 100 }, deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation))
            yield return call.ResponseStream.Current;
    }

    /// <summary>Waits for figures that meet a condition.</summary>
    public async Task<Stats> UntilAsync(Func<Stats, bool> condition)
    {
        await foreach (var stats in WatchAsync())
        {
            if (condition(stats))
                return stats;
        }

        throw new InvalidOperationException("The figures ended.");
    }

    public void Dispose() => _channel.Dispose();
}
