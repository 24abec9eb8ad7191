using Classifier.Server.Tests.Fakes;
using Grpc.Reflection.V1Alpha;

namespace Classifier.Server.Tests.Calls;

public sealed class ReflectionTests
{
    [Fact]
    public async Task Services_are_listed_and_described()
    {
        await using var server = await TestServer.StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();

        async Task<ServerReflectionResponse> Ask(ServerReflectionRequest request)
        {
            await call.RequestStream.WriteAsync(request, TestContext.Current.CancellationToken);
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            return call.ResponseStream.Current;
        }

        var services = (await Ask(new ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service.Select(s => s.Name);
        var file = await Ask(new ServerReflectionRequest { FileContainingSymbol = "classifier.v1.ClassifierService" });

        Assert.Superset(
            new HashSet<string>
            {
                "classifier.v1.ClassifierService", "classifier.v1.AdminService", "inference.GRPCInferenceService", "grpc.health.v1.Health",
            },
            services.ToHashSet());
        Assert.NotEmpty(file.FileDescriptorResponse.FileDescriptorProto);
    }
}
