using Classifier.Inference.Providers;

namespace Classifier.Inference.Models;

/// <summary>Where models come from and how they are run.</summary>
public sealed record ModelRepositoryOptions
{
    /// <summary>Holds <c>name/version/manifest.yaml</c>.</summary>
    public required string ModelsDirectory { get; init; }

    /// <summary>Built graphs lie under <c>models/name/version</c> of it.</summary>
    public required string DataDirectory { get; init; }

    public ProviderChoice Provider { get; init; } = ProviderChoice.Auto;

    /// <summary>Active version by model name; the highest one for names that are not here.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
