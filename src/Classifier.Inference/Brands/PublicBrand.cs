namespace Classifier.Inference.Brands;

/// <summary>A brand that a model ships with.</summary>
/// <param name="Name">1 to 64 of a-z, 0-9, '.', '_', '+' and '-', beginning with a letter or digit.</param>
/// <param name="Title">As a person writes it.</param>
/// <param name="Aliases">Other names of it.</param>
/// <param name="First">Its first row among <see cref="PublicBrands.Embeddings"/>.</param>
/// <param name="Count">Its rows; at least one.</param>
public sealed record PublicBrand(string Name, string Title, IReadOnlyList<string> Aliases, int First, int Count);
