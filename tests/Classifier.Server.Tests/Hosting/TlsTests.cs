using System.Net;
using Classifier.Core;
using Classifier.Server.Tests.Fakes;
using Grpc.Net.Client;

namespace Classifier.Server.Tests.Hosting;

public sealed class TlsTests
{
    [Fact]
    public async Task One_port_serves_grpc_and_rest_over_tls()
    {
        using var certificate = new TestCertificate();
        var options = TestServer.Options with { HttpUrls = null, TlsCertificate = certificate.CertificateFile, TlsKey = certificate.KeyFile };
        using var run = new TestRun(options);
        var address = (await run.ReadyAsync()).Split(' ')[^1];
        Assert.StartsWith("https://127.0.0.1:", address, StringComparison.Ordinal);

        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = certificate.Trusting(), DisposeHttpClient = true });
        var response = await new V1.ClassifierService.ClassifierServiceClient(channel).ClassifyAsync(Requests.Text("x"));
        using var http = new HttpClient(certificate.Trusting()) { DefaultRequestVersion = HttpVersion.Version11 };
        var models = await http.GetStringAsync(new Uri(address + "/v1/models"), TestContext.Current.CancellationToken);

        Assert.Equal(V1.Decision.Allow, response.Decision);
        Assert.Contains("STATE_ACTIVE", models, StringComparison.Ordinal);
        await run.StopAsync();
    }

    [Fact]
    public async Task Every_address_speaks_tls_once_there_is_a_certificate()
    {
        using var certificate = new TestCertificate();
        var options = TestServer.Options with { TlsCertificate = certificate.CertificateFile, TlsKey = certificate.KeyFile };
        using var run = new TestRun(options);

        Assert.Matches("^Ready: gRPC on https://[^ ]+; HTTP on https://[^ ]+$", await run.ReadyAsync());
        await run.StopAsync();
    }

    [Fact]
    public void Files_that_are_missing_or_wrong_are_one_line()
    {
        using var certificate = new TestCertificate();
        using var other = new TestCertificate();
        var (cert, key) = (certificate.CertificateFile, certificate.KeyFile);
        (string? Certificate, string? Key)[] wrong = [(cert, null), (null, key), ("/none.crt", key), (cert, "/none.key"), (key, cert), (cert, other.KeyFile)];
        foreach (var (c, k) in wrong)
        {
            var e = Assert.Throws<ClassifierException>(() => ServerHost.Build(TestServer.Options with { TlsCertificate = c, TlsKey = k }, _ => { }));
            Assert.Equal(ErrorKind.Configuration, e.Kind);
            Assert.DoesNotContain('\n', e.Message);
        }
    }
}
