using Classifier.Inference.Manifests;
using Classifier.Inference.SelfTests;

namespace Classifier.Inference.Models;

/// <summary>A model in memory behind its batchers, whatever its family.</summary>
internal interface IServedModel : IAsyncDisposable
{
    ModelManifest Manifest { get; }

    /// <summary>Name of the variant in use.</summary>
    string Variant { get; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    string Provider { get; }

    InstancePlan Plan { get; }
    QueueFigures Figures { get; }

    /// <summary>Compares with the golden values in a session beside the serving ones; one report a graph.</summary>
    IReadOnlyList<SelfTestReport> SelfTest();

    /// <summary>Keeps for the next start what was learnt of the cost of runs.</summary>
    void KeepLatencies(LatencyStore store);

    /// <summary>Stops taking work and waits for what was taken.</summary>
    Task DrainAsync(CancellationToken cancellation);
}
