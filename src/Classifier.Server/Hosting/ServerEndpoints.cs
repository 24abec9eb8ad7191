using Classifier.Core;

namespace Classifier.Server.Hosting;

/// <summary>The addresses of both kinds.</summary>
internal sealed record ServerEndpoints(IReadOnlyList<ListenAddress> Grpc, IReadOnlyList<ListenAddress> Http)
{
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: not an address, not loopback, or one used twice.</exception>
    public static ServerEndpoints From(ServerOptions options, bool tls)
    {
        var grpc = ListenAddress.ParseAll(options.Urls, tls);
        var http = options.HttpUrls is { Length: > 0 } urls ? ListenAddress.ParseAll(urls, tls) : [];
        var twice = grpc.Concat(http).Where(a => a.Port != 0).GroupBy(a => a).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ClassifierException(
                ErrorKind.Configuration, $"Port {twice.Key.Port} is asked for twice; gRPC and HTTP need a port each.", "urls");
        return new ServerEndpoints(grpc, http);
    }
}
