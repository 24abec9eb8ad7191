using Classifier.Core;
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
        // A reader of pictures that came up by itself is nothing to serve.
        if (models.Tasks.Count == 0) throw new ClassifierException(ErrorKind.Configuration, "no active model answers a task: " + Reason());
        // A broken tokeniser is found now, not by the first request.
        foreach (var status in models.List())
            if (status is { State: ModelState.Active, Manifest.Family: ModelFamilies.PackedEncoder }) encoders.For(status.Manifest);
    }

    private string Reason() => models.List().FirstOrDefault(m => m.Reason is not null)?.Reason ?? "none is configured for one";

    public Task StopAsync(CancellationToken cancellationToken) => models.DrainAsync(cancellationToken);
}
