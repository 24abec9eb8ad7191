using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Classifier.Server.Hosting;

/// <summary>Where Kestrel listens and what a connection may cost.</summary>
internal static class KestrelSetup
{
    public static void Configure(KestrelServerOptions kestrel, ServerOptions options, ServerEndpoints endpoints, TlsFiles? tls)
    {
        kestrel.AddServerHeader = false;
        Limit(kestrel.Limits, options);
        // Clear text has no ALPN to choose a version by, so each port speaks one.
        foreach (var address in endpoints.Grpc) Listen(kestrel, address, tls is null ? HttpProtocols.Http2 : HttpProtocols.Http1AndHttp2, tls);
        foreach (var address in endpoints.Http) Listen(kestrel, address, tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2, tls);
    }

    private static void Limit(KestrelServerLimits limits, ServerOptions options)
    {
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = options.MaxMessageBytes;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = 16 * 1024;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress address, HttpProtocols protocols, TlsFiles? tls)
    {
        if (address.Host is { } host) kestrel.Listen(host, address.Port, Configure);
        else kestrel.ListenLocalhost(address.Port, Configure);

        void Configure(ListenOptions listen)
        {
            listen.Protocols = protocols;
            if (tls is null) return;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = tls.Certificate,
                ServerCertificateChain = tls.Chain,
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                HandshakeTimeout = TimeSpan.FromSeconds(10),
            });
        }
    }
}
