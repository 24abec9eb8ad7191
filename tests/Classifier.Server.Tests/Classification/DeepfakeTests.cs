using System.Net.Http.Json;
using System.Text.Json;
using Classifier.Inference.Tests.Support;
using Classifier.Server.Composition;
using Classifier.Server.Tests.Fakes;
using Classifier.Server.Tests.Fingerprints;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Classifier.Server.Tests.Classification;

/// <summary>The whole server over a graph that the test writes: logit = 20 · (mean − 0.5), so white is fake, black real, grey neither.</summary>
public sealed class DeepfakeTests : IAsyncLifetime
{
    private const byte White = 255, Black = 0, Grey = 128;
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
    private WebApplication _app = null!;
    private GrpcChannel _channel = null!;
    private HttpClient _http = null!;
    private V1.ClassifierService.ClassifierServiceClient _service = null!;

    public async ValueTask InitializeAsync()
    {
        var models = Path.Combine(_folder, "models");
        TinyImageModel.Write(models);
        var options = TestServer.Options with { ModelsDirectory = models, DataDirectory = Path.Combine(_folder, "data"), Provider = "cpu" };
        _app = ServerHost.Build(options, services =>
        {
            services.AddClassifier(options);
            services.RemoveAll<ILoggerProvider>();
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = ServerAddresses.Of(_app);
        _channel = GrpcChannel.ForAddress(addresses.Grpc[0]);
        _service = new(_channel);
        _http = new HttpClient { BaseAddress = new Uri(addresses.Http[0]) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _channel.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Frames of one black pixel, one of them white.</summary>
    private static byte[] Gif(int frames, int white)
    {
        List<byte> file = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
        for (var i = 0; i < frames; i++)
            file.AddRange([0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, i == white ? (byte)0x4C : (byte)0x44, 1, 0]);
        return [.. file, 0x3B];
    }

    private static V1.Part Picture(byte[] bytes) => new() { Image = new V1.Image { Data = ByteString.CopyFrom(bytes) } };

    private async Task<V1.ClassifyResponse> AskAsync(IEnumerable<V1.Part> parts, params string[] tasks) => await _service.ClassifyAsync(
        new V1.ClassifyRequest { Item = new V1.Item { Parts = { parts } }, Context = new V1.Context { Tasks = { tasks } } },
        cancellationToken: TestContext.Current.CancellationToken);

    private Task<V1.ClassifyResponse> AskAsync(byte[] picture, params string[] tasks) => AskAsync([Picture(picture)], tasks);

    [Theory]
    [InlineData(White, "fake", V1.Decision.Block, 5.25)]
    [InlineData(Grey, "uncertain", V1.Decision.Review, 0.2696)]
    [InlineData(Black, "real", V1.Decision.Allow, -4.75)]
    public async Task A_picture_has_one_of_three_answers(byte level, string label, V1.Decision decision, double calibrated)
    {
        var reply = await AskAsync(Pictures.Flat(level), "deepfake");

        var result = Assert.Single(reply.Results);
        Assert.Equal((label, decision, V1.TaskStatus.Ok, "deepfake@1"), (result.Label, result.Decision, result.Status, result.Model));
        Assert.Equal(decision, reply.Decision);
        Assert.Equal(1 / (1 + Math.Exp(-calibrated)), result.Score, 1e-4);
        Assert.Equal((0.8, 0.95), (result.Threshold, result.BlockThreshold));
    }

    [Fact]
    public async Task Who_names_no_task_gets_those_that_fit_the_content()
    {
        Assert.Equal("fake", Assert.Single((await AskAsync(Pictures.Flat(White))).Results).Label);

        var text = await AskAsync([new V1.Part { Text = "no picture" }]);
        Assert.Equal(V1.Decision.Allow, text.Decision);
        Assert.Empty(text.Results);
        Assert.Empty(text.Provenance);
    }

    [Fact]
    public async Task A_text_is_skipped_by_who_asks_for_it_by_name()
    {
        var reply = await AskAsync([new V1.Part { Text = "no picture" }], "deepfake");

        var result = Assert.Single(reply.Results);
        Assert.Equal((V1.TaskStatus.Skipped, V1.Decision.Allow, false), (result.Status, reply.Decision, result.HasScore));
    }

    [Fact]
    public async Task Evidence_names_the_part_and_where_the_crops_stand()
    {
        var reply = await AskAsync([Picture(Pictures.Flat(Black)), new V1.Part { Text = "between" }, Picture(Pictures.Flat(White, 40))], "deepfake");

        var evidence = Assert.Single(reply.Results).Evidence;
        Assert.NotEmpty(evidence);
        Assert.All(evidence, e =>
        {
            Assert.Equal((2, V1.View.Unspecified, 16, 16), (e.Part, e.View, e.Box.Width, e.Box.Height));
            Assert.InRange(e.Box.X, 0, 40 - 16);
            Assert.InRange(e.Box.Y, 0, 40 - 16);
        });
        Assert.Equal(evidence.Count, evidence.Select(e => (e.Box.X, e.Box.Y)).Distinct().Count());
    }

    [Theory]
    [InlineData(6, 3)]
    [InlineData(1000, 750)]
    public async Task Of_an_animation_the_worst_sampled_frame_answers_and_is_named(int frames, int white)
    {
        var result = Assert.Single((await AskAsync(Gif(frames, white), "deepfake")).Results);

        Assert.Equal("fake", result.Label);
        Assert.Equal((true, white), (Assert.Single(result.Evidence).HasFrame, result.Evidence[0].Frame));
        // A frame between the samples is not looked at.
        Assert.Equal("real", Assert.Single((await AskAsync(Gif(frames, frames - 1), "deepfake")).Results).Label);
    }

    [Fact]
    public async Task A_still_names_no_frame() =>
        Assert.False(Assert.Single((await AskAsync(Pictures.Flat(White, 3), "deepfake")).Results).Evidence[0].HasFrame);

    [Fact]
    public async Task A_picture_smaller_than_a_crop_is_judged()
    {
        var result = Assert.Single((await AskAsync(Pictures.Flat(White, 3), "deepfake")).Results);

        Assert.Equal("fake", result.Label);
        Assert.Equal(new V1.Box { Width = 3, Height = 3 }, Assert.Single(result.Evidence).Box);
    }

    [Fact]
    public async Task A_picture_of_the_system_is_trusted()
    {
        var part = Picture(Pictures.Flat(White));
        part.Role = V1.Role.System;
        Assert.Equal(V1.TaskStatus.Skipped, Assert.Single((await AskAsync([part], "deepfake")).Results).Status);
    }

    [Fact]
    public async Task Bytes_that_are_no_picture_are_the_callers_fault()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => AskAsync([1, 2, 3, 4], "deepfake"));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains("item.parts[0].image", refused.Trailers.Concat([]).Select(t => t.IsBinary ? System.Text.Encoding.UTF8.GetString(t.ValueBytes) : t.Value)
            .Aggregate("", (all, one) => all + one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_get_what_each_gets_alone()
    {
        // Nine crops each, all of which the queue has room for.
        var levels = Enumerable.Range(0, 12).Select(i => (byte)(i * 22)).ToArray();
        var replies = await Task.WhenAll(levels.Select(level => AskAsync(Pictures.Flat(level, 48), "deepfake")));

        for (var i = 0; i < levels.Length; i++)
        {
            var logit = 0.5 * 20 * (levels[i] / 255.0 - 0.5) + 0.25;
            Assert.Equal(1 / (1 + Math.Exp(-logit)), Assert.Single(replies[i].Results).Score, 1e-4);
        }
        Assert.All(replies, r => Assert.True(r.Timings.BatchSize > 0 && r.Timings.RealTokens == 0));
    }

    [Fact]
    public async Task Provenance_is_evidence_and_changes_no_decision()
    {
        var marked = await AskAsync(Pictures.Flat(Black, text: ("parameters", "a cat, best quality\nSteps: 20, Sampler: Euler a, CFG scale: 7")), "deepfake");

        Assert.Equal(V1.Decision.Allow, marked.Decision);
        Assert.Equal("real", Assert.Single(marked.Results).Label);
        var provenance = Assert.Single(marked.Provenance);
        var finding = Assert.Single(provenance.Findings);
        Assert.Equal(
            (V1.ProvenanceFinding.Types.Kind.GeneratorParameters, V1.ProvenanceFinding.Types.Strength.Generated), (finding.Kind, finding.Strength));
        Assert.DoesNotContain("cat", finding.Claim, StringComparison.Ordinal);
        Assert.Contains("claims that a generator made the picture", provenance.Note, StringComparison.Ordinal);
        Assert.Equal(Assert.Single((await AskAsync(Pictures.Flat(Black), "deepfake")).Results).Score, marked.Results[0].Score);
    }

    [Fact]
    public async Task Absent_metadata_is_said_to_prove_nothing()
    {
        var provenance = Assert.Single((await AskAsync(Pictures.Flat(White), "deepfake")).Provenance);

        Assert.Empty(provenance.Findings);
        Assert.Contains("proves nothing", provenance.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rest_gives_the_same_answer()
    {
        var body = new
        {
            item = new { parts = new[] { new { image = new { data = Convert.ToBase64String(Pictures.Flat(Grey)) } } } },
            context = new { tasks = new[] { "deepfake" } },
        };
        using var response = await _http.PostAsJsonAsync("/v1/classify", body, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal("DECISION_REVIEW", json.RootElement.GetProperty("decision").GetString());
        Assert.Equal("uncertain", json.RootElement.GetProperty("results")[0].GetProperty("label").GetString());
        Assert.Contains("proves nothing", json.RootElement.GetProperty("provenance")[0].GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(White, true)]
    [InlineData(Black, false)]
    public async Task Moderations_have_a_category_for_it(byte level, bool flagged)
    {
        var url = "data:image/png;base64," + Convert.ToBase64String(Pictures.Flat(level));
        var body = new { model = "omni-moderation-latest", input = new[] { new { type = "image_url", image_url = new { url } } } };
        using var response = await _http.PostAsJsonAsync("/v1/moderations", body, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var result = json.RootElement.GetProperty("results")[0];
        Assert.Equal(flagged, result.GetProperty("flagged").GetBoolean());
        Assert.Equal(flagged, result.GetProperty("categories").GetProperty("deepfake").GetBoolean());
        Assert.Equal(flagged, result.GetProperty("category_scores").GetProperty("deepfake").GetDouble() > 0.9);
        Assert.Equal("image", Assert.Single(result.GetProperty("category_applied_input_types").GetProperty("deepfake").EnumerateArray()).GetString());
        Assert.Equal("deepfake@1", json.RootElement.GetProperty("model").GetString());
    }
}
