using System.Net.Sockets;
using System.Text;
using Classifier.Interop.Tests.Harness;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Classifier.Interop.Tests.Hostile;

/// <summary>Peers that speak no gRPC, half of it, or nothing at all do not keep others from being served.</summary>
[Collection(RunningServerGroup.Name)]
public sealed class HostileConnectionTests(RunningServer server)
{
    private const long MemoryAllowance = 512L << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    // An empty SETTINGS frame.
    private static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];

    public static TheoryData<string> Beginnings { get; } =
    [
        "",
        Hex(Preface[..10]),
        Hex(Preface),
        Hex([.. Preface, .. Settings]),
        // A HEADERS frame that announces 100 bytes and brings three.
        Hex([.. Preface, .. Settings, 0, 0, 100, 1, 4, 0, 0, 0, 1, 0x83, 0x86, 0x44]),
    ];

    [Theory]
    [MemberData(nameof(Beginnings))]
    public async Task A_thousand_silent_connections_do_not_keep_others_out(string beginning)
    {
        var before = server.Process.ResidentBytes();
        var bytes = Convert.FromHexString(beginning);
        var sockets = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 1000; i++)
                sockets.Add(await ConnectAsync(bytes));
            await ServesAsync(before);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }

        await ServesAsync(before);
    }

    [Fact]
    public async Task A_thousand_connections_that_reset_do_no_harm()
    {
        var before = server.Process.ResidentBytes();
        for (var i = 0; i < 1000; i++)
        {
            using var socket = await ConnectAsync([.. Preface, .. Settings]);
            socket.LingerState = new LingerOption(true, 0);
        }

        await ServesAsync(before);
    }

    public static TheoryData<int> Seeds { get; } = [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Garbage_is_answered_by_closing(int seed)
    {
        var before = server.Process.ResidentBytes();
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var bytes = new byte[random.Next(1, 4096)];
            random.NextBytes(bytes);
            // Half of it begins like HTTP/2, so that the frame parser sees it.
            await ClosesAsync(i % 2 == 0 ? bytes : [.. Preface, .. Settings, .. bytes], halfClose: true);
        }

        await ServesAsync(before);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /classifier.v1.ClassifierService/Classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n")]
    [InlineData("EHLO example.org\r\nMAIL FROM:<a@example.org>\r\n")]
    public async Task Another_protocol_on_the_grpc_port_is_answered_by_closing(string text)
    {
        var before = server.Process.ResidentBytes();
        await ClosesAsync(Encoding.ASCII.GetBytes(text), halfClose: false);
        await ServesAsync(before);
    }

    [Fact]
    public async Task A_tls_hello_on_the_clear_text_port_is_answered_by_closing()
    {
        var before = server.Process.ResidentBytes();
        byte[] hello = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, .. new byte[512]];
        await ClosesAsync(hello, halfClose: true);
        await ServesAsync(before);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);

    private async Task<TcpClient> ConnectAsync(byte[] first)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(server.Process.Ready.Grpc.Host, server.Process.Ready.Grpc.Port);
        if (first.Length > 0)
            await socket.GetStream().WriteAsync(first);
        return socket;
    }

    private async Task ClosesAsync(byte[] bytes, bool halfClose)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Process.Ready.Grpc.Host, server.Process.Ready.Grpc.Port);
        var stream = socket.GetStream();
        var buffer = new byte[4096];
        try
        {
            await stream.WriteAsync(bytes, limit.Token);
            if (halfClose)
                socket.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(buffer, limit.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an answer too.
        }
    }

    private async Task ServesAsync(long before)
    {
        using var client = new TestClient(server.Process.Address);
        Assert.Equal(ServingStatus.Serving, await client.StatusAsync());
        Assert.NotEmpty((await client.ClassifyAsync(Texts.Benign, Limit)).Results);
        var grown = server.Process.ResidentBytes() - before;
        Assert.True(grown < MemoryAllowance, $"Resident memory grew by {grown >> 20} MB.");
    }
}
