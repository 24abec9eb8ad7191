namespace Classifier.Pipeline.Logo;

/// <summary>What was added for a brand, whole.</summary>
/// <param name="Pictures">Its references as PNG before white; what adding them again embeds the same way.</param>
public sealed record ExportedBrand(BankBrand Brand, IReadOnlyList<byte[]> Pictures);
