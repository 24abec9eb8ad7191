using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Pipeline;
using Classifier.Pipeline.Logo;

namespace Classifier.Server.Composition;

/// <summary>Brings the models up before the server listens, and drains them after it has stopped listening.</summary>
internal sealed class ModelStartup(ModelRepository models, ITextEncoderSource encoders, BrandLibrary brands) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await models.OpenAsync(cancellationToken);
        // A server without a model that its operator put there would leave tasks unanswered without anybody noticing.
        if (models.List().GroupBy(m => m.Manifest.Id.Name).FirstOrDefault(versions => versions.All(m => m.State != ModelState.Active)) is { } down)
            throw new ClassifierException(ErrorKind.Configuration, down.Select(m => m.Reason).FirstOrDefault(r => r is not null) ?? $"no version of model {down.Key} is active");
        // A reader of pictures by itself is nothing to serve.
        if (models.Tasks.Count == 0) throw new ClassifierException(ErrorKind.Configuration, "none of the models answers a task.");
        // A broken tokeniser is found now, not by the first request.
        foreach (var status in models.List())
            if (status is { State: ModelState.Active, Manifest.Family: ModelFamilies.PackedEncoder }) encoders.For(status.Manifest);
        // So are damaged brand files; and references that a new version of the model has not embedded are embedded now.
        await brands.OpenAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => models.DrainAsync(cancellationToken);
}
