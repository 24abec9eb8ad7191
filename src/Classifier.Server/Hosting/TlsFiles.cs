using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Classifier.Core;

namespace Classifier.Server.Hosting;

/// <summary>The server's certificate with its key and the rest of its chain, from PEM files.</summary>
internal sealed record TlsFiles(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Null when neither file is named.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: one without the other, or not readable.</exception>
    public static TlsFiles? Load(ServerOptions options)
    {
        if (options is { TlsCertificate: null, TlsKey: null }) return null;
        if (options.TlsCertificate is not { } certificate) throw Wrong("A TLS key was given without a certificate.");
        if (options.TlsKey is not { } key) throw Wrong("A TLS certificate was given without a key.");
        foreach (var file in new[] { certificate, key })
            if (!File.Exists(file)) throw Wrong($"TLS file '{file}' does not exist.");
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            return new TlsFiles(X509Certificate2.CreateFromPemFile(certificate, key), chain);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong($"TLS files '{certificate}' and '{key}' cannot be read as a PEM certificate and its key.", e);
        }
    }

    private static ClassifierException Wrong(string message, Exception? inner = null) =>
        new(ErrorKind.Configuration, message, "tls", inner: inner);
}
