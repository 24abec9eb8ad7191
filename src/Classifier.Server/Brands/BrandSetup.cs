using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Pipeline.Logo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Classifier.Server.Brands;

/// <summary>What the brand service and the task <c>logo</c> are made of. Added brands live in the data directory.</summary>
internal static class BrandSetup
{
    private const string Folder = "brands";

    public static void AddBrands(this IServiceCollection services, ServerOptions options) => services.TryAddSingleton(p => new BrandLibrary(
        p.GetRequiredService<IModelCatalog>(), p.GetRequiredService<IImageDecoder>(), Path.Combine(options.DataDirectory, Folder)));
}
