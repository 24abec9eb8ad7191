using Classifier.Pipeline.Logo.Claims;
using Classifier.Pipeline.Logo.References;

namespace Classifier.Pipeline.Logo.Bank;

/// <summary>What was added for a brand: marks on a public one, or a brand of its own.</summary>
/// <param name="Title">Null: the public brand's.</param>
/// <param name="References">Kept so that another version of the model can embed them; empty for marks alone.</param>
/// <param name="Embeddings">By the model that made them; rows one after the other.</param>
internal sealed record StoredBrand(
    string Name, string? Title, IReadOnlyList<string> Aliases, IReadOnlyList<DomainName> Domains, bool IsProtected,
    IReadOnlyList<ReferencePicture> References, IReadOnlyDictionary<string, float[]> Embeddings);
