using Classifier.Peers;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// What a .NET team writes in place of Classifier: ASP.NET Core gRPC before ONNX Runtime, same graph, same tokeniser, no views.
//   dotnet Classifier.Peers.dll per-request MODEL_DIR [concurrency]
//   dotnet Classifier.Peers.dll window MODEL_DIR [size] [delay_ms]
var (mode, model) = (args[0], args[1]);
var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.WebHost.ConfigureKestrel(k => k.ConfigureEndpointDefaults(l => l.Protocols = HttpProtocols.Http2));
builder.Services.AddGrpc();
builder.Services.AddSingleton(new Heads(Path.Combine(model, "manifest.yaml")));
builder.Services.AddSingleton(Classifier.Text.TextTokenizer.Load(Path.Combine(model, "sentencepiece.model")));
builder.Services.AddSingleton(new PackedGraph(Path.Combine(model, "text-cpu-int8.onnx")));
builder.Services.AddSingleton<IScorer>(s => mode == "window"
    ? new WindowScorer(s.GetRequiredService<PackedGraph>(), Number(2, 32), TimeSpan.FromMilliseconds(Number(3, 5)))
    : new PerRequestScorer(s.GetRequiredService<PackedGraph>(), Number(2, 4)));
var app = builder.Build();
app.MapGrpcService<PeerService>();
await app.StartAsync();
Console.WriteLine("ready " + app.Urls.First());
await app.WaitForShutdownAsync();

int Number(int at, int otherwise) =>
    args.Length > at ? int.Parse(args[at], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
