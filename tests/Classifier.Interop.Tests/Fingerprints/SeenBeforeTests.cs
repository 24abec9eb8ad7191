using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Classifier.Client;
using Classifier.Interop.Tests.Harness;
using Classifier.V1;
using Google.Protobuf;

namespace Classifier.Interop.Tests.Fingerprints;

/// <summary>"Seen before" with the real models, banks, decoder processes and disk: over gRPC, REST and the .NET client.</summary>
[Collection(OwnServersGroup.Name)]
public sealed class SeenBeforeTests
{
    private static readonly byte[] Photo = File.ReadAllBytes(
        Path.Combine(Repository.Root, "tests", "data", "fingerprint", "golden", "png", "bridge_100x75.png"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_registered_over_grpc_is_seen_over_rest_and_by_the_client_and_after_the_server_was_killed()
    {
        using var data = new TemporaryFolder();
        await using (var server = await ServerProcess.StartAsync("--data", data.Path))
        {
            using var client = new TestClient(server.Address);
            await client.Fingerprints.CreateBankAsync(new CreateBankRequest { Bank = new Bank { Name = "outputs", Algorithm = "pdq", Threshold = 31 } }, cancellationToken: Cancellation);
            var first = await client.Classifier.ClassifyAsync(Request("out-1", Register()), cancellationToken: Cancellation);
            Assert.False(first.SeenBefore.Seen);
            Assert.Equal(["outputs"], Assert.Single(first.SeenBefore.Parts).RegisteredIn);
            // What the answer acknowledged is on disk.
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync("--data", data.Path, "--on-reuse", "review");
        await RestSeesAsync(again);
        await ClientSeesAsync(again);
    }

    private static async Task RestSeesAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Ready.Http };
        var body = new
        {
            item = new { parts = new[] { new { image = new { data = Convert.ToBase64String(Photo) } } } },
            context = new { direction = "DIRECTION_OUTPUT", outputId = "out-2", seenBefore = new { banks = new[] { "outputs" } } },
        };
        using var response = await http.PostAsJsonAsync("/v1/classify", body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("DECISION_REVIEW", reply.GetProperty("decision").GetString());
        var seen = reply.GetProperty("seenBefore");
        Assert.True(seen.GetProperty("seen").GetBoolean());
        var match = seen.GetProperty("parts")[0].GetProperty("matches")[0];
        Assert.Equal(("out-1", "outputs", 0), (match.GetProperty("outputId").GetString(), match.GetProperty("bank").GetString(), match.GetProperty("distance").GetInt32()));

        var unknown = new { item = body.item, context = new { seenBefore = new { banks = new[] { "none" } } } };
        using var refused = await http.PostAsJsonAsync("/v1/classify", unknown, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static async Task ClientSeesAsync(ServerProcess server)
    {
        await using var client = new ClassifierClient(new Uri($"http://{server.Address}"));
        var blocked = await client.ClassifyAsync(Request("out-3", new SeenBeforeQuery { OnSeen = Decision.Block }), cancellation: Cancellation);
        Assert.Equal((Decision.Block, Decision.Block, true), (blocked.Decision, blocked.SeenBefore.Decision, blocked.SeenBefore.Seen));
        Assert.Equal(0, Assert.Single(Assert.Single(blocked.SeenBefore.Parts).Matches).Distance);

        var own = await client.ClassifyAsync(Request("out-1", Register()), cancellation: Cancellation);
        Assert.Equal((Decision.Allow, false), (own.Decision, own.SeenBefore.Seen));
        var plain = Request("out-4", Register());
        plain.Context.SeenBefore = null;
        Assert.Null((await client.ClassifyAsync(plain, cancellation: Cancellation)).SeenBefore);
    }

    private static SeenBeforeQuery Register() => new() { RegisterIn = { "outputs" } };

    private static ClassifyRequest Request(string output, SeenBeforeQuery query) => new()
    {
        Item = new Item { Parts = { new Part { Image = new Image { Data = ByteString.CopyFrom(Photo) } } } },
        Context = new Context { Direction = Direction.Output, OutputId = output, SeenBefore = query },
    };
}
