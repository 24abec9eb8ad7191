using Classifier.Core;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.Kernels;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Server.Tests.Fingerprints;

public sealed class PairFinderTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("pairs-").FullName;

    private ServerOptions Options => TestServer.Options with { DataDirectory = _data };

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task FindDuplicates_asks_the_finder_that_the_server_has()
    {
        var token = TestContext.Current.CancellationToken;
        var finder = new NotingFinder();
        await using var app = ServerHost.Build(Options, services => TestServer.Add(services).AddSingleton<INearPairFinder>(finder));
        await app.StartAsync(token);
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(ServerAddresses.Of(app).Grpc[0]);
        var client = new V1.FingerprintService.FingerprintServiceClient(channel);
        await client.CreateBankAsync(new V1.CreateBankRequest { Bank = new V1.Bank { Name = "b", Algorithm = "pdq", Threshold = 3 } }, cancellationToken: token);
        foreach (var digit in "013f")
            await client.RegisterAsync(new V1.RegisterRequest { Bank = "b", Id = $"{digit}", Input = new V1.FingerprintInput { Hash = new string('0', 63) + digit } }, cancellationToken: token);
        using var call = client.FindDuplicates(new V1.FindDuplicatesRequest { Bank = "b" }, cancellationToken: token);
        var events = await call.ResponseStream.ReadAllAsync(token).ToListAsync(token);
        Assert.Equal([(4, 3)], finder.Asked);
        // The finder tells of one pair alone, twice.
        Assert.Equal(2, Assert.Single(events, e => e.Group is not null).Group.Members.Count);
    }

    [Fact]
    public async Task A_device_that_is_demanded_and_missing_is_found_at_start()
    {
        Assert.SkipWhen(Directory.Exists("/proc/driver/nvidia"), "There is a device here.");
        await using var app = ServerHost.Build(
            Options with { Fingerprints = new() { Accelerator = AcceleratorChoice.Cuda } }, services => TestServer.Add(services));
        var e = await Assert.ThrowsAsync<ClassifierException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal((ErrorKind.Configuration, "accelerator"), (e.Kind, e.Field));
    }

    private sealed class NotingFinder : INearPairFinder
    {
        public List<(int Count, int Radius)> Asked { get; } = [];

        public void Among(Hash256[] hashes, int radius, Action<int, int> found, CancellationToken cancellation = default)
        {
            Asked.Add((hashes.Length, radius));
            found(0, 1);
            found(0, 1);
        }
    }
}
