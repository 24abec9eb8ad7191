using Classifier.Pipeline.Logo.Claims;

namespace Classifier.Pipeline.Logo;

/// <summary>A brand as the bank knows it.</summary>
/// <param name="Name">Unique in the bank.</param>
/// <param name="Title">As a person writes it.</param>
/// <param name="Aliases">Other names of it.</param>
/// <param name="Domains">Those that may show its logo, with everything below them.</param>
/// <param name="IsProtected">Its logo without a right claim is impersonation.</param>
/// <param name="IsPublic">It came with the model.</param>
/// <param name="IsAdded">Something was added for it here.</param>
/// <param name="References">Reference pictures that were added here.</param>
/// <param name="Embeddings">Rows that stand for it in the bank.</param>
public sealed record BankBrand(
    string Name, string Title, IReadOnlyList<string> Aliases, IReadOnlyList<DomainName> Domains, bool IsProtected, bool IsPublic, bool IsAdded,
    int References, int Embeddings)
{
    /// <summary>Every way to write it.</summary>
    public IEnumerable<string> Names => [Name, Title, .. Aliases];
}
