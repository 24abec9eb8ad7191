using System.Net;
using System.Net.Sockets;
using Classifier.Client.Retry;
using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Client.Tests;

public sealed class ConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        await using var client = new ClassifierClient(new ClassifierClientOptions { Address = address, Retry = new() { MaxAttempts = 1 } });

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.True(e.IsUnreachable);
        Assert.True(e.IsTransient);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public async Task A_server_that_refuses_is_not_unreachable()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (_, _, _) => throw Replies.Refused(StatusCode.Unavailable);
        await using var client = server.Client(o => o with { Retry = o.Retry with { MaxAttempts = 1 } });

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.False(e.IsUnreachable);
    }

    [Fact]
    public async Task A_call_is_unreachable_when_the_server_goes_away_between_calls()
    {
        var server = await ScriptedServer.StartAsync();
        await using var client = server.Client(o => o with { Retry = o.Retry with { MaxAttempts = 2 } });
        await client.ClassifyAsync(Requests.Text("x"), cancellation: Token);
        await server.DisposeAsync();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.True(e.IsUnreachable);
    }

    [Fact]
    public async Task A_call_that_finds_no_server_ends_even_where_refusals_are_retried_until_the_timeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        await using var client = new ClassifierClient(new ClassifierClientOptions
        {
            Address = address,
            Timeout = TimeSpan.FromDays(1),
            Retry = RetryOptions.UntilTimeout with { MaxBackoff = TimeSpan.FromMilliseconds(50) },
        });
        await using var session = client.OpenSession();

        Assert.True((await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token))).IsUnreachable);
        Assert.True((await Assert.ThrowsAsync<ClassifierClientException>(() => session.ClassifyAsync(Requests.Text("x"), cancellation: Token))).IsUnreachable);
    }

    [Fact]
    public async Task A_call_survives_a_restart_of_the_server()
    {
        var first = await ScriptedServer.StartAsync();
        await using var client = first.Client(o => o with { Retry = RetryUntilTimeout });
        await client.ClassifyAsync(Requests.Text("x"), cancellation: Token);
        await first.DisposeAsync();

        var call = client.ClassifyAsync(Requests.Text("x"), cancellation: Token);
        await using var second = await ScriptedServer.StartAsync(port: first.Address.Port);

        Assert.Equal(Decision.Allow, (await call).Decision);
    }

    [Fact]
    public async Task Tls_works_with_a_root_of_ones_own_and_fails_without_it()
    {
        using var certificate = new TestCertificate();
        await using var server = await ScriptedServer.StartAsync(certificate);
        await using var trusting = server.Client(o => o with { Tls = new() { Roots = certificate.Roots } });
        await using var wary = server.Client(o => o with { Retry = new() { MaxAttempts = 1 } });

        Assert.Equal(Decision.Allow, (await trusting.ClassifyAsync(Requests.Text("x"), cancellation: Token)).Decision);
        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => wary.ClassifyAsync(Requests.Text("x"), cancellation: Token));
        Assert.True(e.IsUnreachable);
    }

    [Fact]
    public async Task A_client_certificate_is_shown_when_the_server_asks()
    {
        using var certificate = new TestCertificate();
        await using var server = await ScriptedServer.StartAsync(certificate, wantClientCertificate: true);
        await using var known = server.Client(o => o with { Tls = new() { Roots = certificate.Roots, ClientCertificate = certificate.Server } });
        await using var nobody = server.Client(o => o with { Tls = new() { Roots = certificate.Roots }, Retry = new() { MaxAttempts = 1 } });

        Assert.Equal(Decision.Allow, (await known.ClassifyAsync(Requests.Text("x"), cancellation: Token)).Decision);
        await Assert.ThrowsAsync<ClassifierClientException>(() => nobody.ClassifyAsync(Requests.Text("x"), cancellation: Token));
    }

    private static RetryOptions RetryUntilTimeout =>
        RetryOptions.UntilTimeout with { MaxUnreachable = int.MaxValue, MaxBackoff = TimeSpan.FromMilliseconds(100) };
}
