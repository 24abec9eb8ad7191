using Classifier.Core;
using Classifier.Inference;
using Classifier.Server.Calls;
using Classifier.Server.Health;
using Google.Rpc;
using Grpc.Core;
using V2 = global::Inference;

namespace Classifier.Server.Kserve;

/// <summary><c>inference.GRPCInferenceService</c> (KServe v2) over the text models.</summary>
internal sealed class InferenceService(IModelCatalog catalog, HealthBoard health) : V2.GRPCInferenceService.GRPCInferenceServiceBase
{
    public override Task<V2.ServerLiveResponse> ServerLive(V2.ServerLiveRequest request, ServerCallContext context) =>
        Task.FromResult(new V2.ServerLiveResponse { Live = true });

    public override Task<V2.ServerReadyResponse> ServerReady(V2.ServerReadyRequest request, ServerCallContext context) =>
        Task.FromResult(new V2.ServerReadyResponse { Ready = health.IsServing && Serving.EveryModel(catalog.List()) });

    public override Task<V2.ModelReadyResponse> ModelReady(V2.ModelReadyRequest request, ServerCallContext context)
    {
        var versions = Versions(request.Name);
        if (request.Version.Length > 0) versions = versions.Where(m => m.Manifest.Id.Version == request.Version).ToArray();
        if (versions.Length == 0) throw Unknown();
        return Task.FromResult(new V2.ModelReadyResponse { Ready = health.IsServing && Serving.Model(versions) });
    }

    public override Task<V2.ServerMetadataResponse> ServerMetadata(V2.ServerMetadataRequest request, ServerCallContext context) =>
        Task.FromResult(new V2.ServerMetadataResponse
        {
            Name = "classifier",
            Version = typeof(InferenceService).Assembly.GetName().Version?.ToString(3) ?? string.Empty,
        });

    public override Task<V2.ModelMetadataResponse> ModelMetadata(V2.ModelMetadataRequest request, ServerCallContext context)
    {
        var model = Find(request.Name, request.Version);
        return Task.FromResult(new V2.ModelMetadataResponse
        {
            Name = model.Manifest.Id.Name,
            Versions = { Versions(request.Name).Select(m => m.Manifest.Id.Version) },
            Platform = "onnxruntime_onnx",
            Inputs = { SequenceTensors.DescribeInputs() },
            Outputs = { SequenceTensors.DescribeOutput(model.Manifest) },
        });
    }

    public override async Task<V2.ModelInferResponse> ModelInfer(V2.ModelInferRequest request, ServerCallContext context)
    {
        var model = Find(request.ModelName, request.ModelVersion);
        var rows = SequenceTensors.Read(request, model.Manifest);
        var logits = await ScoreAsync(model, rows, Caller.Of(context), context.CancellationToken);
        return SequenceTensors.Write(request, model.Manifest, logits);
    }

    private static async Task<SequenceScores[]> ScoreAsync(
        ISequenceModel model, IReadOnlyList<int[]> rows, Caller caller, CancellationToken cancellation)
    {
        using var ticket = model.Admit(new AdmissionRequest(rows.Sum(r => (long)r.Length), caller.Tenant, WorkClass.Interactive, caller.Deadline));
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var runs = rows.Select(ScoreRowAsync).ToArray();
        return await Task.WhenAll(runs);

        async Task<SequenceScores> ScoreRowAsync(int[] ids)
        {
            try
            {
                return await model.ScoreAsync(new SequenceWork(ids, caller.Tenant, WorkClass.Interactive, caller.Deadline), together.Token);
            }
            catch
            {
                // One row's failure fails the call, so the others' work would be for nothing.
                await together.CancelAsync();
                throw;
            }
        }
    }

    private ISequenceModel Find(string name, string version) =>
        catalog.Find(name, version.Length > 0 ? version : null) ?? throw Unknown();

    private ModelStatus[] Versions(string name) => catalog.List().Where(m => m.Manifest.Id.Name == name).ToArray();

    private static RpcException Unknown() =>
        new Failure(Code.NotFound, "No model of this name and version is served.", "MODEL_UNKNOWN", "model_name").ToRpcException();
}
