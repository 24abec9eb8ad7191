using Classifier.Fingerprint.Banks;
using Classifier.Governance.Policy;
using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Pipeline;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Recognition;
using Classifier.Server.Brands;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Classifier.Server.Composition;

/// <summary>The composition root: the one place that knows which parts make a server.</summary>
public static class ClassifierServices
{
    /// <summary>Adds the models of a directory, the pipeline over them and the policy. Models come up before the server listens.</summary>
    /// <param name="build">Writes the graph of a variant that is built from weights; null where nothing can be built.</param>
    /// <exception cref="Core.ClassifierException">The provider has another name than auto, cpu or cuda.</exception>
    public static IServiceCollection AddClassifier(
        this IServiceCollection services, ServerOptions options, Func<ModelManifest, ModelVariant, string, CancellationToken, Task>? build = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var repository = new ModelRepositoryOptions
        {
            ModelsDirectory = options.ModelsDirectory,
            DataDirectory = options.DataDirectory,
            Provider = ProviderChoices.Parse(options.Provider),
        };
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => new ModelRepository(
            repository, build, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<ModelRepository>>()));
        services.AddSingleton<IModelCatalog>(p => p.GetRequiredService<ModelRepository>());
        services.AddSingleton<ITextEncoderSource, TextEncoderSource>();
        services.TryAddSingleton<IImageDecoder>(p => new DeferredDecoder(options.Imaging, p.GetService<TimeProvider>(), p.GetService<ILoggerFactory>()));
        services.AddBrands(options);
        services.AddSingleton<IDecisionPolicy>(new DecisionPolicy(options.Policy));
        services.AddSingleton<IContentClassifier>(p => new ContentClassifier(
            p.GetRequiredService<IModelCatalog>(), p.GetRequiredService<ITextEncoderSource>(), p.GetRequiredService<IDecisionPolicy>(),
            options.Pipeline, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<ContentClassifier>>(),
            new PictureReader(p.GetRequiredService<IModelCatalog>(), options.Ocr), p.GetRequiredService<IImageDecoder>(),
            new BankRecogniser(p.GetRequiredService<BankStore>, p.GetRequiredService<IImageDecoder>(), p.GetRequiredService<HasherPool>()),
            new LogoFinder(p.GetRequiredService<BrandLibrary>(), options.Logos)));
        services.AddHostedService<ModelStartup>();
        return services;
    }
}
