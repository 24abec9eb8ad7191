using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Brands;
using Classifier.Pipeline.Logo;
using Classifier.Server.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace Classifier.Server.Brands;

/// <summary><c>classifier.v1.BrandService</c>.</summary>
internal sealed class BrandService(BrandLibrary library, IModelCatalog catalog) : V1.BrandService.BrandServiceBase
{
    public override async Task<V1.AddBrandResponse> Add(V1.AddBrandRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var (brand, replaced) = await library.AddAsync(
            BrandMapping.Read(request), caller.Tenant, WorkClass.Interactive, caller.Deadline, context.CancellationToken);
        return new V1.AddBrandResponse { Brand = BrandMapping.Write(brand), Replaced = replaced };
    }

    public override async Task<V1.ListBrandsResponse> List(V1.ListBrandsRequest request, ServerCallContext context)
    {
        var brands = await library.ListAsync(context.CancellationToken);
        return new V1.ListBrandsResponse
        {
            Brands = { brands.Where(b => request.IncludePublic || b.IsAdded).Select(BrandMapping.Write) },
            Model = catalog.FindImage(TaskKind.Logo)?.Manifest.Id.ToString() ?? string.Empty,
        };
    }

    public override async Task<V1.RemoveBrandResponse> Remove(V1.RemoveBrandRequest request, ServerCallContext context)
    {
        if (!PublicBrands.IsName(request.Brand)) throw ClassifierException.Invalid("brand", "This is no brand's name.");
        var (removed, known) = await library.RemoveAsync(request.Brand, context.CancellationToken);
        return new V1.RemoveBrandResponse { Removed = removed, Known = known };
    }

    public override async Task Export(
        V1.ExportBrandsRequest request, IServerStreamWriter<V1.ExportBrandsResponse> responseStream, ServerCallContext context)
    {
        await foreach (var exported in library.ExportAsync(context.CancellationToken))
            await responseStream.WriteAsync(
                new V1.ExportBrandsResponse
                {
                    Brand = BrandMapping.Write(exported.Brand), Images = { exported.Pictures.Select(p => UnsafeByteOperations.UnsafeWrap(p)) },
                },
                context.CancellationToken);
    }
}
