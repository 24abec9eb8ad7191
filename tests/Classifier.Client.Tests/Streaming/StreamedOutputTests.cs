using System.Globalization;
using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Client.Tests.Streaming;

public sealed class StreamedOutputTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Answers every append with the code points so far, and BLOCK once the text holds a bad word.</summary>
    private static async Task Grow(
        IAsyncStreamReader<ClassifyStreamRequest> requests, IServerStreamWriter<ClassifyStreamResponse> answers, ServerCallContext context)
    {
        var texts = new Dictionary<string, string>();
        await foreach (var r in requests.ReadAllAsync(context.CancellationToken))
        {
            if (r.Append is not { } append)
            {
                await answers.WriteAsync(Replies.Answer(r));
                continue;
            }
            var known = texts.TryGetValue(r.CorrelationId, out var before);
            if (known == append.Context is not null) throw Replies.Refused(StatusCode.InvalidArgument);
            var text = texts[r.CorrelationId] = before + append.Text;
            await answers.WriteAsync(new ClassifyStreamResponse
            {
                CorrelationId = r.CorrelationId,
                Response = new() { Decision = text.Contains("bad", StringComparison.Ordinal) ? Decision.Block : Decision.Allow },
                Covered = text.EnumerateRunes().Count(),
                Final = append.Final,
            });
        }
    }

    [Fact]
    public async Task Append_judges_the_text_so_far_and_ends_with_final()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnStream = Grow;
        await using var client = server.Client();
        await using var session = client.OpenSession();
        var output = session.OpenOutput();

        Assert.Equal(Decision.Allow, (await output.AppendAsync("a b", cancellation: Token)).Decision);
        Assert.Equal((3, false), (output.Covered, output.IsFinal));
        Assert.Equal(Decision.Block, (await output.AppendAsync("ad 😀", cancellation: Token)).Decision);
        Assert.Equal((7, false), (output.Covered, output.IsFinal));
        Assert.Equal(Decision.Block, (await output.AppendAsync("", final: true, cancellation: Token)).Decision);
        Assert.True(output.IsFinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => output.AppendAsync("x", cancellation: Token));
    }

    [Fact]
    public async Task Outputs_and_items_share_one_connection_without_mixing()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnStream = Grow;
        await using var client = server.Client();
        await using var session = client.OpenSession(3);

        await Task.WhenAll(Enumerable.Range(1, 12).Select(async i =>
        {
            var output = session.OpenOutput(new Context { Direction = Direction.Output, Tasks = { "toxicity" } });
            for (var n = 0; n < i; n++) await output.AppendAsync("ab", cancellation: Token);
            Assert.Equal(2 * i, output.Covered);
            var name = i.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(name, (await session.ClassifyAsync(Requests.Text(name), cancellation: Token)).OutputId);
        }));

        Assert.Equal(1, server.Classifier.Calls);
    }

    [Fact]
    public async Task Two_appends_at_a_time_are_refused()
    {
        await using var server = await ScriptedServer.StartAsync();
        var release = new TaskCompletionSource();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            await release.Task;
            await Grow(requests, answers, context);
        };
        await using var client = server.Client();
        await using var session = client.OpenSession();
        var output = session.OpenOutput();

        var first = output.AppendAsync("a", cancellation: Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => output.AppendAsync("b", cancellation: Token));
        release.SetResult();
        Assert.Equal(Decision.Allow, (await first).Decision);
    }

    [Fact]
    public async Task An_output_ends_with_the_connection_and_is_not_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        var appends = 0;
        server.Classifier.OnStream = async (requests, _, context) =>
        {
            await requests.MoveNext(context.CancellationToken);
            appends++;
            throw Replies.Refused(StatusCode.Unavailable);
        };
        await using var client = server.Client();
        await using var session = client.OpenSession();
        var output = session.OpenOutput();

        await Assert.ThrowsAsync<ClassifierClientException>(() => output.AppendAsync("a", cancellation: Token));
        await Assert.ThrowsAsync<ClassifierClientException>(() => output.AppendAsync("b", cancellation: Token));
        Assert.Equal(1, appends);
    }
}
