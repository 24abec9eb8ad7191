using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.Server;
using Classifier.Server.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Cli.Serve;

/// <summary>Runs the server until it is told to stop; says once where it listens.</summary>
internal static class ServerRun
{
    public static Task RunAsync(ServerOptions options, bool verbose, Terminal terminal, CancellationToken stop)
    {
        var log = new StartLog(verbose);
        return ServerHost.RunAsync(options, AddServices, Ready, stop);

        void AddServices(IServiceCollection services)
        {
            services.AddClassifier(options, GraphBuilder.BuildAsync);
            log.AddTo(services);
        }

        Task Ready(ServerAddresses addresses)
        {
            log.Open();
            var document = new ReadyDocument("ready", addresses.Grpc, addresses.Http);
            terminal.Write(document, CliJson.Readable.ReadyDocument, (_, _) => terminal.Out.WriteLine($"Ready: {addresses}"));
            return Task.CompletedTask;
        }
    }
}
