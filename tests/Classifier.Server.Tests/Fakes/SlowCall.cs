using System.Net;
using System.Net.Http.Headers;
using Classifier.Server.Calls;

namespace Classifier.Server.Tests.Fakes;

/// <summary>A gRPC call whose message comes in piece by piece; disposing breaks it off.</summary>
internal sealed class SlowCall : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Pieces _pieces = new();
    private readonly Task _call;

    /// <param name="length">Of the message that is announced.</param>
    public SlowCall(TestServer server, int length)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Addresses.Grpc[0] + RawGrpc.Classify))
        {
            Content = _pieces,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { { "te", "trailers" } },
        };
        _call = _http.SendAsync(request, _end.Token);
        Send(RawGrpc.Frame([], length: length));
    }

    public Task SendAsync(int bytes)
    {
        Send(new byte[bytes]);
        return _pieces.Sent;
    }

    /// <summary>The server took so many bytes in.</summary>
    public Task ArrivedAsync(IncomingBytes budget, long bytes) => UntilAsync(() => budget.Held >= bytes || _call.IsCompleted);

    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _http.Dispose();
        _end.Dispose();
    }

    private void Send(byte[] bytes) => _pieces.Add(bytes);

    private sealed class Pieces : HttpContent
    {
        private readonly System.Threading.Channels.Channel<byte[]> _queue = System.Threading.Channels.Channel.CreateUnbounded<byte[]>();
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Pieces() => Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        /// <summary>Ends when the second piece (the first is the frame's head) is on its way.</summary>
        public Task Sent => _sent.Task;

        public void Add(byte[] piece) => _queue.Writer.TryWrite(piece);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var count = 0;
            await foreach (var piece in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                await stream.WriteAsync(piece, cancellationToken);
                await stream.FlushAsync(cancellationToken);
                if (++count == 2) _sent.TrySetResult();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
