using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace Classifier.Client.Internal;

/// <summary>Makes the HTTP/2 connection.</summary>
internal static class Channels
{
    public static GrpcChannel Open(ClassifierClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            EnableMultipleHttp2Connections = true,
            // A peer that vanished without a word is noticed within 40 s, also on an idle stream.
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            // Proxies do not speak clear-text HTTP/2.
            UseProxy = options.Address.Scheme == Uri.UriSchemeHttps,
        };
        if (options.Tls is { } tls) handler.SslOptions = Ssl(tls);
        return GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = options.MaxMessageBytes,
            MaxSendMessageSize = options.MaxMessageBytes,
        });
    }

    private static SslClientAuthenticationOptions Ssl(TlsOptions tls)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (tls.ClientCertificate is { } own) ssl.ClientCertificates = [own];
        if (tls.Roots is { } roots)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(roots);
            ssl.CertificateChainPolicy = policy;
        }
        return ssl;
    }
}
