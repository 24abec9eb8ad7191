using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Classifier.Server.Tests.Fakes;

/// <summary>A gRPC call made by hand, so that it can be wrong.</summary>
internal sealed record RawGrpc(HttpStatusCode Http, int Grpc, Google.Rpc.Status? Details, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public const string Classify = "/classifier.v1.ClassifierService/Classify";

    public static byte[] Frame(byte[] message, bool compressed = false, int? length = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length ?? message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Gzip(byte[] data)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal)) gzip.Write(data);
        return output.ToArray();
    }

    public static async Task<RawGrpc> PostAsync(TestServer server, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Addresses.Grpc[0] + path))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { { "te", "trailers" } },
        };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var all = response.Headers.Concat(response.TrailingHeaders).ToDictionary(h => h.Key, h => string.Join(",", h.Value));
        var details = all.TryGetValue("grpc-status-details-bin", out var text)
            ? Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')))
            : null;
        var status = all.TryGetValue("grpc-status", out var code) ? int.Parse(code, CultureInfo.InvariantCulture) : -1;
        return new RawGrpc(response.StatusCode, status, details, all, bytes);
    }

    public static byte[] Bytes(IMessage message) => message.ToByteArray();
}
