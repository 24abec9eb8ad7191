using Classifier.Core;

namespace Classifier.Inference.Providers;

/// <summary>What <c>--provider</c> says.</summary>
public enum ProviderChoice
{
    /// <summary>CUDA where it loads, a device answers and the self-test passes; else the processor.</summary>
    Auto,
    Cpu,

    /// <summary>CUDA or an error.</summary>
    Cuda,
}

public static class ProviderChoices
{
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public static ProviderChoice Parse(string text) => text switch
    {
        "auto" => ProviderChoice.Auto,
        "cpu" => ProviderChoice.Cpu,
        "cuda" => ProviderChoice.Cuda,
        _ => throw new ClassifierException(ErrorKind.Configuration, "provider must be auto, cpu or cuda", "provider"),
    };
}
