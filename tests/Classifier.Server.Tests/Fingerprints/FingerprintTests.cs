using System.Net;
using System.Net.Http.Json;
using Classifier.Server.Tests.Fakes;
using Google.Protobuf;
using Grpc.Core;

namespace Classifier.Server.Tests.Fingerprints;

public sealed class FingerprintTests : IDisposable
{
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string OneBit = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string TwoBits = "0000000000000000000000000000000000000000000000000000000000000003";
    private const string Far = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    private readonly string _data = Directory.CreateTempSubdirectory("fingerprints-").FullName;

    private ServerOptions Options => TestServer.Options with { DataDirectory = _data };

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Registered_items_are_matched_also_after_a_restart_and_not_after_removal()
    {
        await using (var server = await TestServer.StartAsync(Options))
        {
            var client = Client(server);
            await CreateAsync(client, "seen", 31);
            var first = await client.RegisterAsync(Registration("seen", "out-1", OneBit));
            Assert.Equal((OneBit, false), (first.Hash, first.Replaced));
            Assert.True((await client.RegisterAsync(Registration("seen", "out-1", TwoBits))).Replaced);
            await client.RegisterAsync(Registration("seen", "out-2", Far));
        }

        await using var again = await TestServer.StartAsync(Options);
        var reply = await Client(again).MatchAsync(new V1.MatchRequest { Input = Ready(Zero) });
        Assert.Equal(
            new V1.Match { Bank = "seen", Id = "out-1", Distance = 2, Threshold = 31, Labels = { ["kind"] = "test" } },
            Assert.Single(reply.Matches));
        Assert.True((await Client(again).RemoveAsync(new V1.RemoveRequest { Bank = "seen", Id = "out-1" })).Removed);
        Assert.False((await Client(again).RemoveAsync(new V1.RemoveRequest { Bank = "seen", Id = "out-1" })).Removed);
        Assert.Empty((await Client(again).MatchAsync(new V1.MatchRequest { Input = Ready(Zero) })).Matches);
    }

    [Fact]
    public async Task Output_registered_or_removed_takes_its_parts_along()
    {
        await using var server = await TestServer.StartAsync(Options);
        var client = Client(server);
        await CreateAsync(client, "seen", 31);
        foreach (var id in new[] { "out-1", "out-2" })
            await RegisterWithPartAsync(id);
        await client.RegisterAsync(Registration("seen", "out-1", TwoBits));
        Assert.Equal(["out-1", "out-2", "out-2#1"], await IdsAsync());
        Assert.True((await client.RemoveAsync(new V1.RemoveRequest { Bank = "seen", Id = "out-2" })).Removed);
        Assert.Equal(["out-1"], await IdsAsync());

        async Task RegisterWithPartAsync(string id)
        {
            await client.RegisterAsync(Registration("seen", id, OneBit));
            var part = Registration("seen", id + "#1", Zero);
            part.Labels["output_id"] = id;
            await client.RegisterAsync(part);
        }

        async Task<IEnumerable<string>> IdsAsync() =>
            (await client.MatchAsync(new V1.MatchRequest { Input = Ready(Zero) })).Matches.Select(match => match.Id).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Negative_bank_suppresses_and_is_named()
    {
        await using var server = await TestServer.StartAsync(Options);
        var client = Client(server);
        await CreateAsync(client, "brands", 31);
        await CreateAsync(client, "harmless", 1, negative: true);
        await client.RegisterAsync(Registration("brands", "logo", Zero));
        await client.RegisterAsync(Registration("harmless", "stock", OneBit));

        var reply = await client.MatchAsync(new V1.MatchRequest { Input = Ready(Zero), Banks = { "brands" } });

        Assert.Empty(reply.Matches);
        Assert.Equal(("harmless", "stock", 1), (reply.SuppressedBy.Bank, reply.SuppressedBy.Id, reply.SuppressedBy.Distance));
    }

    [Fact]
    public async Task Reused_text_is_found()
    {
        await using var server = await TestServer.StartAsync(Options);
        var client = Client(server);
        await client.CreateBankAsync(new V1.CreateBankRequest { Bank = new V1.Bank { Name = "texts", Algorithm = "simhash", Threshold = 8 } });
        const string text = "The quick brown fox jumps over the lazy dog, and then it sleeps in the warm sun until the evening comes.";
        await client.RegisterAsync(new V1.RegisterRequest { Bank = "texts", Id = "t", Input = new V1.FingerprintInput { Text = text } });

        var reply = await client.MatchAsync(new V1.MatchRequest { Input = new V1.FingerprintInput { Text = text.ToUpperInvariant() } });

        Assert.Equal(("t", 0), (Assert.Single(reply.Matches).Id, reply.Matches[0].Distance));
    }

    [Fact]
    public async Task Picture_has_a_hash_and_a_quality()
    {
        await using var server = await TestServer.StartAsync(Options);
        var reply = await Client(server).HashAsync(new V1.HashRequest { Input = new V1.FingerprintInput { Image = ByteString.CopyFrom(Pictures.Gradient()) } });
        Assert.Equal(("pdq", 64), (reply.Algorithm, reply.Hash.Length));
        Assert.InRange(reply.Quality, 0, 100);
        var small = await Client(server).HashAsync(new V1.HashRequest { Algorithm = "dhash", Input = new V1.FingerprintInput { Image = ByteString.CopyFrom(Pictures.Gradient()) } });
        Assert.Equal((16, false), (small.Hash.Length, small.HasQuality));
    }

    [Fact]
    public async Task Duplicates_come_with_progress_and_chains_are_split()
    {
        await using var server = await TestServer.StartAsync(Options);
        var client = Client(server);
        await CreateAsync(client, "photos", 1);
        foreach (var (id, hash) in new[] { ("a", Zero), ("b", OneBit), ("c", TwoBits), ("lonely", Far) })
            await client.RegisterAsync(Registration("photos", id, hash));
        using var call = client.FindDuplicates(new V1.FindDuplicatesRequest { Bank = "photos" });
        var events = await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        var group = Assert.Single(events, e => e.Group is not null).Group;
        Assert.Equal("b", group.Medoid);
        Assert.Equal(["a:1", "b:0", "c:1"], group.Members.Select(m => $"{m.Id}:{m.Distance}").Order());
        Assert.Equal(["reading", "comparing", "done"], events.Where(e => e.Progress is not null).Select(e => e.Progress.Stage));
        Assert.Equal((4, 1), (events[^1].Progress.Items, events[^1].Progress.Groups));

        using var strict = client.FindDuplicates(new V1.FindDuplicatesRequest { Bank = "photos", Threshold = 0 });
        Assert.DoesNotContain(await strict.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken), e => e.Group is not null);
    }

    [Fact]
    public async Task Banks_are_listed_and_deleted()
    {
        await using var server = await TestServer.StartAsync(Options);
        var client = Client(server);
        await CreateAsync(client, "b", 31);
        await CreateAsync(client, "a", 10);
        await client.RegisterAsync(Registration("b", "x", Zero));
        var banks = (await client.ListBanksAsync(new V1.ListBanksRequest())).Banks;
        Assert.Equal([("a", 10, 0L), ("b", 31, 1L)], banks.Select(b => (b.Name, b.Threshold, b.Items)));
        Assert.Equal(StatusCode.AlreadyExists, (await Errors.Of(client.CreateBankAsync(new V1.CreateBankRequest { Bank = banks[0] }))).StatusCode);
        await client.DeleteBankAsync(new V1.DeleteBankRequest { Bank = "b" });
        Assert.Single((await client.ListBanksAsync(new V1.ListBanksRequest())).Banks);
        var e = await Errors.Of(client.RegisterAsync(Registration("b", "x", Zero)));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (e.StatusCode, e.Info().Reason));
    }

    public static TheoryData<string, string, string> Refusals() => new()
    {
        { "", "x", "input" },
        { "not hex", "x", "input.hash" },
        { Zero, "", "id" },
        { Zero, "a\nb", "id" },
        { Zero, new string('x', 257), "id" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task Register_refuses_what_is_out_of_range_and_names_the_field(string hash, string id, string field)
    {
        await using var server = await TestServer.StartAsync(Options);
        var client = Client(server);
        await CreateAsync(client, "seen", 31);
        var request = Registration("seen", id, hash);
        if (hash.Length == 0)
            request.Input = null;
        var e = await Errors.Of(client.RegisterAsync(request));
        Assert.Equal((StatusCode.InvalidArgument, field), (e.StatusCode, e.Field()));
    }

    [Fact]
    public async Task Other_refusals_name_their_field()
    {
        await using var server = await TestServer.StartAsync(Options);
        var client = Client(server);
        Assert.Equal("limit", (await Errors.Of(client.MatchAsync(new V1.MatchRequest { Input = Ready(Zero), Limit = 1001 }))).Field());
        Assert.Equal("algorithm", (await Errors.Of(client.HashAsync(new V1.HashRequest { Input = Ready(Zero), Algorithm = "md5" }))).Field());
        Assert.Equal("input.image", (await Errors.Of(client.HashAsync(new V1.HashRequest { Input = new V1.FingerprintInput { Image = ByteString.CopyFromUtf8("no picture") } }))).Field());
        Assert.Equal("input.text", (await Errors.Of(client.HashAsync(new V1.HashRequest { Input = new V1.FingerprintInput { Text = " … " } }))).Field());
        Assert.Equal("input.text", (await Errors.Of(client.HashAsync(new V1.HashRequest { Algorithm = "pdq", Input = new V1.FingerprintInput { Text = "a b c" } }))).Field());
        Assert.Equal("bank.name", (await Errors.Of(client.CreateBankAsync(new V1.CreateBankRequest { Bank = new V1.Bank { Name = "../x", Algorithm = "pdq" } }))).Field());
    }

    [Fact]
    public async Task Calls_are_served_over_rest()
    {
        await using var server = await TestServer.StartAsync(Options);
        var token = TestContext.Current.CancellationToken;
        var created = await server.Http.PostAsJsonAsync("/v1/banks", new { name = "seen", algorithm = "pdq", threshold = 31 }, token);
        Assert.Equal(HttpStatusCode.OK, created.StatusCode);
        var registered = await server.Http.PostAsJsonAsync("/v1/banks/seen/items", new { id = "o1", input = new { hash = OneBit } }, token);
        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);
        var matched = await server.Http.PostAsJsonAsync("/v1/fingerprints:match", new { input = new { hash = Zero } }, token);
        Assert.Contains("\"o1\"", await matched.Content.ReadAsStringAsync(token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.DeleteAsync(new Uri("/v1/banks/none", UriKind.Relative), token)).StatusCode);
    }

    private static V1.FingerprintInput Ready(string hash) => new() { Hash = hash };

    private static V1.RegisterRequest Registration(string bank, string id, string hash) =>
        new() { Bank = bank, Id = id, Input = Ready(hash), Labels = { ["kind"] = "test" } };

    private static async Task CreateAsync(V1.FingerprintService.FingerprintServiceClient client, string name, int threshold, bool negative = false) =>
        await client.CreateBankAsync(new V1.CreateBankRequest { Bank = new V1.Bank { Name = name, Algorithm = "pdq", Threshold = threshold, Negative = negative } });

    private static V1.FingerprintService.FingerprintServiceClient Client(TestServer server) => new(server.Channel);
}
