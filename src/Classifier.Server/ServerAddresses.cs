using Classifier.Server.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Classifier.Server;

/// <summary>Where a started server really listens, ports filled in.</summary>
/// <param name="Grpc">At least one address.</param>
/// <param name="Http">Empty when there is no HTTP address.</param>
public sealed record ServerAddresses(IReadOnlyList<string> Grpc, IReadOnlyList<string> Http)
{
    /// <param name="app">A server from <see cref="ServerHost.Build"/> that was started.</param>
    public static ServerAddresses Of(WebApplication app)
    {
        // Kestrel reports them in the order in which KestrelSetup asked for them.
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        var grpc = app.Services.GetRequiredService<ServerEndpoints>().Grpc.Count;
        return new ServerAddresses(bound[..grpc], bound[grpc..]);
    }

    public override string ToString() =>
        Http.Count == 0 ? $"gRPC on {string.Join(", ", Grpc)}" : $"gRPC on {string.Join(", ", Grpc)}; HTTP on {string.Join(", ", Http)}";
}
