using System.Security.Cryptography.X509Certificates;

namespace Classifier.Client;

/// <summary>Certificates of a connection.</summary>
public sealed record TlsOptions
{
    /// <summary>The only roots trusted for the server; null trusts the machine's store.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>Shown to the server, with its private key; null shows none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }
}
