using Classifier.Inference.Manifests;

namespace Classifier.Cli.Models;

/// <summary>Licences as manifests spell them.</summary>
internal static class Licences
{
    public static string Name(ModelLicence licence) => licence == ModelLicence.Permissive ? "permissive" : "research-only";
}
