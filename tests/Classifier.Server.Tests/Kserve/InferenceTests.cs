using System.Runtime.InteropServices;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Server.Tests.Fakes;
using Google.Protobuf;
using Grpc.Core;
using V2 = global::Inference;

namespace Classifier.Server.Tests.Kserve;

public sealed class InferenceTests
{
    // Two rows: 5 6 7 and 9, padded to three.
    private static readonly long[] Ids = [5, 6, 7, 9, 1, 1];
    private static readonly long[] Mask = [1, 1, 1, 1, 0, 0];
    private static readonly float[] Expected = [18, 3, 5, 9, 1, 9];

    [Fact]
    public async Task Raw_tensors_are_scored_row_by_row()
    {
        await using var server = await TestServer.StartAsync();

        var response = await Client(server).ModelInferAsync(Raw(), new Metadata { { "x-tenant", "acme" } });

        Assert.Equal(("text", "1", "r-1"), (response.ModelName, response.ModelVersion, response.Id));
        var output = Assert.Single(response.Outputs);
        Assert.Equal(("logits", "FP32"), (output.Name, output.Datatype));
        Assert.Equal([2, 3], output.Shape);
        Assert.Equal(Expected, MemoryMarshal.Cast<byte, float>(Assert.Single(response.RawOutputContents).Span).ToArray());
        Assert.Null(output.Contents);
        Assert.Equal(["5 6 7", "9"], server.Catalog.Model.Scored.Select(w => string.Join(' ', w.Ids.ToArray())).Order());
        Assert.All(server.Catalog.Model.Scored, w => Assert.Equal("acme", w.Tenant));
        Assert.Equal(4, Assert.Single(server.Catalog.Model.Admitted).Cost);
        Assert.Equal(0, server.Catalog.Model.OpenTickets);
    }

    [Fact]
    public async Task Typed_tensors_are_answered_typed()
    {
        await using var server = await TestServer.StartAsync();

        var response = await Client(server).ModelInferAsync(Typed());

        Assert.Equal(Expected, Assert.Single(response.Outputs).Contents.Fp32Contents);
        Assert.Empty(response.RawOutputContents);
    }

    [Fact]
    public async Task Malformed_tensors_are_named()
    {
        await using var server = await TestServer.StartAsync();
        var wrong = new (string Field, Action<V2.ModelInferRequest> Spoil)[]
        {
            ("inputs", r => r.Inputs.RemoveAt(1)),
            ("inputs", r => r.Inputs[1].Name = "token_type_ids"),
            ("inputs", r => r.Inputs.Add(new V2.ModelInferRequest.Types.InferInputTensor { Name = "more" })),
            ("inputs[1].name", r => r.Inputs[1].Name = "input_ids"),
            ("inputs[0].datatype", r => r.Inputs[0].Datatype = "INT32"),
            ("inputs[0].shape", r => r.Inputs[0].Shape[1] = 33),
            ("inputs[0].shape", r => r.Inputs[0].Shape[0] = 0),
            ("inputs[0].shape", r => r.Inputs[0].Shape[0] = -1),
            ("inputs[0].shape", r => r.Inputs[0].Shape[0] = long.MaxValue),
            ("inputs[0].shape", r => r.Inputs[0].Shape.Add(1)),
            ("inputs[1].shape", r => r.Inputs[1].Shape[0] = 3),
            ("inputs[0].contents.int64_contents", r => r.Inputs[0].Contents.Int64Contents.RemoveAt(0)),
            ("inputs[0].contents.int64_contents", r => r.Inputs[0].Contents = null),
            ("inputs[0].contents", r => r.RawInputContents.Add(ByteString.Empty)),
            ("inputs[0]", r => r.Inputs[0].Contents.Int64Contents[0] = -1),
            ("inputs[0]", r => r.Inputs[0].Contents.Int64Contents[0] = 1L << 40),
            ("inputs[1]", r => r.Inputs[1].Contents.Int64Contents[0] = 0),
            ("inputs[1]", r => r.Inputs[1].Contents.Int64Contents[0] = 2),
            ("inputs[1]", r => r.Inputs[1].Contents.Int64Contents[5] = 1),
            ("outputs[0].name", r => r.Outputs.Add(new V2.ModelInferRequest.Types.InferRequestedOutputTensor { Name = "hidden" })),
        };
        foreach (var (field, spoil) in wrong)
        {
            var request = Typed();
            spoil(request);
            var e = await Errors.Of(Client(server).ModelInferAsync(request));
            Assert.Equal((StatusCode.InvalidArgument, field), (e.StatusCode, e.Field()));
        }

        Assert.Empty(server.Catalog.Model.Scored);
    }

    [Theory]
    [InlineData(1, "raw_input_contents")]
    [InlineData(0, "raw_input_contents[0]")]
    public async Task Raw_contents_of_another_size_are_named(int spoil, string field)
    {
        await using var server = await TestServer.StartAsync();
        var request = Raw();
        if (spoil == 1) request.RawInputContents.RemoveAt(1);
        else request.RawInputContents[0] = ByteString.CopyFrom(new byte[47]);

        var e = await Errors.Of(Client(server).ModelInferAsync(request));

        Assert.Equal((StatusCode.InvalidArgument, field), (e.StatusCode, e.Field()));
    }

    [Fact]
    public async Task Unknown_model_is_not_found()
    {
        await using var server = await TestServer.StartAsync();
        var client = Client(server);
        var (otherName, otherVersion) = (Typed(), Typed());
        otherName.ModelName = "none";
        otherVersion.ModelVersion = "2";

        Assert.Equal(StatusCode.NotFound, (await Errors.Of(client.ModelInferAsync(otherName))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Errors.Of(client.ModelInferAsync(otherVersion))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Errors.Of(client.ModelMetadataAsync(new V2.ModelMetadataRequest { Name = "none" }))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Errors.Of(client.ModelReadyAsync(new V2.ModelReadyRequest { Name = "none" }))).StatusCode);
    }

    [Fact]
    public async Task Refused_admission_scores_nothing_and_says_when_to_come_back()
    {
        await using var server = await TestServer.StartAsync();
        server.Catalog.Model.OnAdmit = _ => throw new ClassifierException(ErrorKind.DeadlineUnmeetable, "Too late.", retryAfter: TimeSpan.FromSeconds(3));

        var e = await Errors.Of(Client(server).ModelInferAsync(Raw()));

        Assert.Equal((StatusCode.ResourceExhausted, TimeSpan.FromSeconds(3)), (e.StatusCode, e.RetryAfter()));
        Assert.Empty(server.Catalog.Model.Scored);
    }

    [Fact]
    public async Task Failed_row_cancels_the_others_and_frees_the_ticket()
    {
        await using var server = await TestServer.StartAsync();
        var other = new TaskCompletionSource();
        server.Catalog.Model.OnScore = async (work, token) =>
        {
            if (work.Ids.Length == 1) throw new ModelFaultException(new ModelId("text", "1"), "broken");
            using var registration = token.Register(other.SetResult);
            await Task.Delay(Timeout.Infinite, token);
        };

        var e = await Errors.Of(Client(server).ModelInferAsync(Raw()));

        Assert.Equal((StatusCode.Internal, "MODEL_FAULT"), (e.StatusCode, e.Info().Reason));
        Assert.True(other.Task.IsCompletedSuccessfully);
        Assert.Equal(0, server.Catalog.Model.OpenTickets);
    }

    [Fact]
    public async Task Server_and_models_are_described()
    {
        await using var server = await TestServer.StartAsync();
        var client = Client(server);
        server.Catalog.Set(Manifests.Text(version: "2"), ModelState.Warm);

        var metadata = await client.ModelMetadataAsync(new V2.ModelMetadataRequest { Name = "text" });

        Assert.Equal(["1", "2"], metadata.Versions);
        Assert.Equal("onnxruntime_onnx", metadata.Platform);
        Assert.Equal([("input_ids", "INT64"), ("attention_mask", "INT64")], metadata.Inputs.Select(i => (i.Name, i.Datatype)));
        Assert.All(metadata.Inputs, i => Assert.Equal([-1, -1], i.Shape));
        Assert.Equal([-1, 3], Assert.Single(metadata.Outputs).Shape);
        Assert.Equal("classifier", (await client.ServerMetadataAsync(new V2.ServerMetadataRequest())).Name);
        Assert.True((await client.ServerLiveAsync(new V2.ServerLiveRequest())).Live);
        Assert.True((await client.ServerReadyAsync(new V2.ServerReadyRequest())).Ready);
        Assert.True((await client.ModelReadyAsync(new V2.ModelReadyRequest { Name = "text" })).Ready);
        Assert.False((await client.ModelReadyAsync(new V2.ModelReadyRequest { Name = "text", Version = "2" })).Ready);
        server.Catalog.Set(server.Catalog.Model.Manifest, ModelState.Failed);
        Assert.False((await client.ServerReadyAsync(new V2.ServerReadyRequest())).Ready);
    }

    private static V2.GRPCInferenceService.GRPCInferenceServiceClient Client(TestServer server) => new(server.Channel);

    private static V2.ModelInferRequest Empty() => new()
    {
        ModelName = "text",
        Id = "r-1",
        Inputs =
        {
            new V2.ModelInferRequest.Types.InferInputTensor { Name = "input_ids", Datatype = "INT64", Shape = { 2, 3 } },
            new V2.ModelInferRequest.Types.InferInputTensor { Name = "attention_mask", Datatype = "INT64", Shape = { 2, 3 } },
        },
    };

    private static V2.ModelInferRequest Raw()
    {
        var request = Empty();
        foreach (var values in new[] { Ids, Mask }) request.RawInputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())));
        return request;
    }

    private static V2.ModelInferRequest Typed()
    {
        var request = Empty();
        request.Inputs[0].Contents = new V2.InferTensorContents { Int64Contents = { Ids } };
        request.Inputs[1].Contents = new V2.InferTensorContents { Int64Contents = { Mask } };
        return request;
    }
}
