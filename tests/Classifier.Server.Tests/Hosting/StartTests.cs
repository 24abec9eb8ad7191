using System.Net;
using System.Net.Sockets;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Server.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Classifier.Server.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Ready_line_is_the_only_line_and_names_the_addresses()
    {
        using var run = new TestRun(TestServer.Options);

        var line = await run.ReadyAsync();

        Assert.Matches(@"^Ready: gRPC on http://127\.0\.0\.1:\d+; HTTP on http://127\.0\.0\.1:\d+$", line);
        using var http = new HttpClient();
        var page = line.Split(' ')[^1];
        Assert.Equal("ready\n", await http.GetStringAsync(new Uri(page + "/readyz"), TestContext.Current.CancellationToken));
        await run.StopAsync();
        Assert.Equal(line + Environment.NewLine, run.Output);
    }

    [Fact]
    public async Task Ready_line_waits_until_the_model_serves()
    {
        var catalog = FakeCatalog.WithText(ModelState.Staged);
        using var run = new TestRun(TestServer.Options, catalog);
        await run.StartedAsync();
        catalog.Set(catalog.Model.Manifest, ModelState.Warm);
        Assert.Equal("", run.Output);

        catalog.Set(catalog.Model.Manifest, ModelState.Active);

        Assert.StartsWith("Ready:", await run.ReadyAsync(), StringComparison.Ordinal);
        await run.StopAsync();
    }

    [Fact]
    public async Task Order_to_stop_before_readiness_ends_the_run()
    {
        using var run = new TestRun(TestServer.Options, FakeCatalog.WithText(ModelState.Staged));
        await run.StartedAsync();

        await run.StopAsync();

        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task Model_that_fails_is_one_line()
    {
        var catalog = new FakeCatalog();
        catalog.Set(Manifests.Text(), ModelState.Failed, "sha256 of cpu-int8.onnx differs from the manifest");
        using var run = new TestRun(TestServer.Options, catalog);

        var e = await Assert.ThrowsAsync<ClassifierException>(() => run.Completion);

        Assert.Equal("Model text@1 failed: sha256 of cpu-int8.onnx differs from the manifest", e.Message);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task Server_without_any_model_does_not_start()
    {
        using var run = new TestRun(TestServer.Options, new FakeCatalog());

        Assert.Equal(ErrorKind.ModelUnavailable, (await Assert.ThrowsAsync<ClassifierException>(() => run.Completion)).Kind);
    }

    [Fact]
    public async Task Failure_of_what_loads_the_models_is_passed_on()
    {
        using var run = new TestRun(TestServer.Options, services: s => s.AddSingleton<IHostedService, Failing>());

        Assert.Equal("manifest.yaml, line 3: no name", (await Assert.ThrowsAsync<ClassifierException>(() => run.Completion)).Message);
    }

    [Fact]
    public async Task Port_in_use_is_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var run = new TestRun(TestServer.Options with { HttpUrls = $"http://127.0.0.1:{port}" });

        var e = await Assert.ThrowsAsync<ClassifierException>(() => run.Completion);

        Assert.Equal((ErrorKind.Configuration, $"An address is in use by another program: http://127.0.0.1:{port}."), (e.Kind, e.Message));
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", null)]
    [InlineData("http://127.0.0.1:0", "http://192.168.0.1:0")]
    [InlineData("http://127.0.0.1:5999", "http://127.0.0.1:5999")]
    public void Wrong_addresses_are_refused_before_anything_is_built(string urls, string? httpUrls)
    {
        var options = new ServerOptions { Urls = urls, HttpUrls = httpUrls };

        var e = Assert.Throws<ClassifierException>(() => ServerHost.Build(options, _ => Assert.Fail("Built.")));

        Assert.Equal(ErrorKind.Configuration, e.Kind);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        ServerOptions[] wrong =
        [
            TestServer.Options with { MaxMessageBytes = 1023 },
            TestServer.Options with { MaxConnections = 0 },
            TestServer.Options with { MaxStreamsPerConnection = 0 },
            TestServer.Options with { BatchParallelism = 0 },
            TestServer.Options with { DrainTimeout = TimeSpan.FromSeconds(-1) },
            TestServer.Options with { Streams = new StreamLimits { InFlight = 0 } },
            TestServer.Options with { Streams = new StreamLimits { OpenOutputs = 0 } },
            TestServer.Options with { Streams = new StreamLimits { OutputBytes = 0 } },
        ];
        foreach (var options in wrong)
            Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => ServerHost.Build(options, _ => { })).Kind);
    }

    [Fact]
    public async Task Server_without_an_http_address_serves_grpc()
    {
        using var run = new TestRun(TestServer.Options with { HttpUrls = null });

        Assert.Matches(@"^Ready: gRPC on http://127\.0\.0\.1:\d+$", await run.ReadyAsync());
        await run.StopAsync();
    }

    private sealed class Failing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            throw new ClassifierException(ErrorKind.Configuration, "manifest.yaml, line 3: no name");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
