using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Classifier.Server.Tests.Fakes;

/// <summary>A certificate made for one test, as PEM files.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-tls-").FullName;

    public TestCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Thumbprint = certificate.Thumbprint;
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string Thumbprint { get; }
    public string CertificateFile => Path.Combine(_folder, "server.crt");
    public string KeyFile => Path.Combine(_folder, "server.key");

    /// <summary>Trusts this certificate and no other.</summary>
    public HttpClientHandler Trusting() => new() { ServerCertificateCustomValidationCallback = (_, seen, _, _) => seen?.Thumbprint == Thumbprint };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
