using Classifier.Inference.Tests.Support;
using Classifier.Server.Composition;
using Classifier.Server.Tests.Fakes;
using Classifier.Server.Tests.Fingerprints;
using Google.Protobuf;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Classifier.Server.Tests.Brands;

/// <summary>The whole server over the tiny logo model, in which brands are hues.</summary>
internal sealed class LogoServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private LogoServer(string folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        var addresses = ServerAddresses.Of(app);
        _channel = GrpcChannel.ForAddress(addresses.Grpc[0]);
        (Brands, Classifier, Health) = (new(_channel), new(_channel), new(_channel));
        Http = new HttpClient { BaseAddress = new Uri(addresses.Http[0]) };
    }

    public V1.BrandService.BrandServiceClient Brands { get; }
    public V1.ClassifierService.ClassifierServiceClient Classifier { get; }
    public Grpc.Health.V1.Health.HealthClient Health { get; }
    public HttpClient Http { get; }

    public static async Task<LogoServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
        var models = Path.Combine(folder, "models");
        TinyLogoModel.Write(models);
        var options = TestServer.Options with { ModelsDirectory = models, DataDirectory = Path.Combine(folder, "data"), Provider = "cpu" };
        var app = ServerHost.Build(options, services =>
        {
            services.AddClassifier(options);
            services.RemoveAll<ILoggerProvider>();
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(folder, app);
    }

    /// <summary>A square of a hue in the middle of white.</summary>
    public static byte[] Picture(double hue, int width = 320, int height = 200, int side = 80)
    {
        var (r, g, b) = TinyLogoModel.Colour(hue);
        var (left, top) = ((width - side) / 2, (height - side) / 2);
        return Pictures.Of(width, height, (x, y) => x >= left && x < left + side && y >= top && y < top + side ? [r, g, b] : [255, 255, 255]);
    }

    public async Task<V1.AddBrandResponse> AddAsync(string brand, double? hue, bool isProtected = true, params string[] domains)
    {
        var request = new V1.AddBrandRequest { Brand = brand, Protected = isProtected, Domains = { domains } };
        if (hue is { } h) request.Images.Add(ByteString.CopyFrom(Picture(h, 160, 160)));
        return await Brands.AddAsync(request, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async Task<V1.ClassifyResponse> AskAsync(byte[] picture, string domain = "", string brand = "", params string[] tasks) => await Classifier.ClassifyAsync(
        Request(picture, domain, brand, tasks), cancellationToken: TestContext.Current.CancellationToken);

    public static V1.ClassifyRequest Request(byte[] picture, string domain, string brand, params string[] tasks) => new()
    {
        Item = new V1.Item { Parts = { new V1.Part { Image = new V1.Image { Data = ByteString.CopyFrom(picture) } } } },
        Context = new V1.Context { Tasks = { tasks }, ClaimedDomain = domain, ClaimedBrand = brand },
    };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _channel.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
