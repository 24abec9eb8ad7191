using Classifier.V1;

namespace Classifier.Client;

/// <summary>What became of one request of a batch: a verdict or a refusal, never both.</summary>
public sealed record BatchOutcome
{
    internal BatchOutcome(ClassifyResponse? response, ClassifierClientException? error)
    {
        Response = response;
        Error = error;
    }

    /// <summary>The verdict; null when the request was refused.</summary>
    public ClassifyResponse? Response { get; }

    /// <summary>Why it was refused; null when it was not.</summary>
    public ClassifierClientException? Error { get; }

    /// <summary>The verdict.</summary>
    /// <exception cref="ClassifierClientException">The request was refused.</exception>
    public ClassifyResponse Get() => Response ?? throw Error!;
}
