namespace Classifier.Cli.Json;

/// <summary>A brand as <c>bank</c> prints it.</summary>
/// <param name="Public">It came with the model.</param>
/// <param name="Added">Something was added for it.</param>
/// <param name="Images">Pictures that were added.</param>
/// <param name="Embeddings">Rows that stand for it in the bank.</param>
internal sealed record BrandRecord(
    string Brand, string Title, IReadOnlyList<string> Aliases, IReadOnlyList<string> Domains, bool Protected, bool Public, bool Added, int Images, int Embeddings);

/// <summary>What <c>bank add --json</c> prints.</summary>
internal sealed record AddedBrandDocument(BrandRecord Brand, bool Replaced);

/// <summary>What <c>bank list --json</c> prints.</summary>
/// <param name="Model">The model that finds logos, as name@version.</param>
internal sealed record BankListDocument(string Model, IReadOnlyList<BrandRecord> Brands);

/// <summary>What <c>bank remove --json</c> prints.</summary>
/// <param name="Known">The bank still knows it: it came with the model.</param>
internal sealed record RemovedBrandDocument(string Brand, bool Removed, bool Known);

/// <summary>What <c>bank export</c> writes.</summary>
internal sealed record BankExportDocument(IReadOnlyList<ExportedBrandRecord> Brands);

/// <summary>A brand with all that <c>bank add</c> takes.</summary>
/// <param name="Images">PNG files in Base64.</param>
internal sealed record ExportedBrandRecord(
    string Brand, string Title, IReadOnlyList<string> Aliases, IReadOnlyList<string> Domains, bool Protected, IReadOnlyList<string> Images);
