namespace Classifier.Pipeline.Logo;

/// <summary>What was added for a brand, whole.</summary>
/// <param name="Pictures">Its references as PNG with a margin, so that they can be added again.</param>
public sealed record ExportedBrand(BankBrand Brand, IReadOnlyList<byte[]> Pictures);
