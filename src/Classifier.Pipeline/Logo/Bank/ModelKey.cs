using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Logo.Bank;

/// <summary>Names the model that made embeddings: a version trained anew under its old name is another one.</summary>
internal static class ModelKey
{
    private const int Digits = 16;

    public static string Of(ModelManifest manifest)
    {
        var sha256 = manifest.Graphs[0].Variants[0].Graph.Sha256;
        return sha256 is null ? manifest.Id.ToString() : $"{manifest.Id} {sha256[..Digits]}";
    }
}
