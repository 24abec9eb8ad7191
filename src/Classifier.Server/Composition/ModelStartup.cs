using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Pipeline;

namespace Classifier.Server.Composition;

/// <summary>Brings the models up before the server listens, and drains them after it has stopped listening.</summary>
internal sealed class ModelStartup(ModelRepository models, ITextEncoderSource encoders) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await models.OpenAsync(cancellationToken);
        // A broken tokeniser is found now, not by the first request.
        foreach (var status in models.List())
            if (status is { State: ModelState.Active, Manifest.Family: ModelFamilies.PackedEncoder }) encoders.For(status.Manifest);
    }

    public Task StopAsync(CancellationToken cancellationToken) => models.DrainAsync(cancellationToken);
}
