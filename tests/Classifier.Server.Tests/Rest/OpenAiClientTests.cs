// The client marks its picture calls as subject to change.
#pragma warning disable OPENAI001
using System.ClientModel;
using System.ClientModel.Primitives;
using Classifier.Core;
using Classifier.Server.Tests.Fakes;
using OpenAI;
using OpenAI.Moderations;

namespace Classifier.Server.Tests.Rest;

/// <summary>The official OpenAI client, pointed here.</summary>
public sealed class OpenAiClientTests
{
    [Fact]
    public async Task Text_is_judged()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores((TaskKind.Toxicity, 0.97)));

        ModerationResult result = await Client(server).ClassifyTextAsync("you fool", TestContext.Current.CancellationToken);

        Assert.True(result.Flagged);
        Assert.True(result.Harassment.Flagged);
        Assert.Equal(0.97f, result.Harassment.Score);
        Assert.Equal(ModerationApplicableInputKinds.Text, result.Harassment.ApplicableInputKinds);
        Assert.False(result.Violence.Flagged);
        Assert.Equal(0, result.SexualMinors.Score);
        Assert.Equal("you fool", Assert.Single(server.Classifier.Requests).Parts[0].Text);
    }

    [Fact]
    public async Task Texts_are_judged_in_order()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (r, _) => ValueTask.FromResult(
            r.Parts[0].Text == "bad" ? Replies.Scores((TaskKind.Hate, 0.7)) : Replies.Scores());

        ModerationResultCollection results = await Client(server).ClassifyTextAsync(["fine", "bad", "fine"], TestContext.Current.CancellationToken);

        Assert.Equal([false, true, false], results.Select(r => r.Flagged));
        Assert.Equal([false, true, false], results.Select(r => r.Hate.Flagged));
        Assert.Equal("text@1", results.Model);
    }

    [Fact]
    public async Task Text_with_a_picture_is_one_item()
    {
        await using var server = await TestServer.StartAsync();
        var picture = new Uri("data:image/png;base64," + Convert.ToBase64String([0x89, 0x50, 0x4e, 0x47]));

        ModerationResult result = await Client(server).ClassifyInputsAsync(
            [ModerationInputPart.CreateTextPart("caption"), ModerationInputPart.CreateImagePart(picture)], TestContext.Current.CancellationToken);

        Assert.False(result.Flagged);
        var seen = Assert.Single(server.Classifier.Requests);
        Assert.Equal("caption", seen.Parts[0].Text);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], seen.Parts[1].Image.ToArray());
    }

    [Fact]
    public async Task Picture_elsewhere_is_refused_and_not_fetched()
    {
        await using var server = await TestServer.StartAsync();
        var part = ModerationInputPart.CreateImagePart(new Uri(server.Addresses.Http[0] + "/picture.png"));

        var e = await Assert.ThrowsAsync<ClientResultException>(() => Client(server).ClassifyInputsAsync([part], TestContext.Current.CancellationToken));

        Assert.Equal(400, e.Status);
        Assert.Contains("unsupported_format", e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Classifier.Requests);
    }

    [Fact]
    public async Task Refusal_for_load_reaches_the_caller_as_429()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => throw new ClassifierException(ErrorKind.QuotaExceeded, "Share used up.");

        var e = await Assert.ThrowsAsync<ClientResultException>(() => Client(server).ClassifyTextAsync("x", TestContext.Current.CancellationToken));

        Assert.Equal(429, e.Status);
        Assert.Contains("Share used up.", e.Message, StringComparison.Ordinal);
    }

    private static ModerationClient Client(TestServer server) => new(
        "omni-moderation-latest",
        new ApiKeyCredential("unused"),
        new OpenAIClientOptions { Endpoint = new Uri(server.Addresses.Http[0] + "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
