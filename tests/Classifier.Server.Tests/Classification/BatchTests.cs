using Classifier.Core;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Classification;

public sealed class BatchTests
{
    [Fact]
    public async Task Answers_stand_in_the_order_of_the_requests_when_they_end_in_another()
    {
        await using var server = await TestServer.StartAsync();
        var releases = Enumerable.Range(0, 20).Select(_ => new TaskCompletionSource()).ToArray();
        server.Classifier.OnClassify = async (r, _) =>
        {
            var index = int.Parse(r.Parts[0].Text!, System.Globalization.CultureInfo.InvariantCulture);
            await releases[index].Task;
            // Each lets its predecessor go: they end from last to first.
            if (index > 0) releases[index - 1].SetResult();
            return Replies.Scores() with { OutputId = r.Parts[0].Text! };
        };
        releases[^1].SetResult();

        var response = await server.Service.ClassifyBatchAsync(Batch(Enumerable.Range(0, 20).Select(i => $"{i}")));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), response.Entries.Select(e => e.Response.OutputId));
    }

    [Fact]
    public async Task Refused_entry_does_not_fail_the_others()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (r, _) => r.Parts[0].Text switch
        {
            "busy" => throw new ClassifierException(ErrorKind.Overloaded, "Busy.", retryAfter: TimeSpan.FromMilliseconds(1500)),
            "bug" => throw new InvalidOperationException("oops"),
            _ => ValueTask.FromResult(Replies.Scores()),
        };
        var batch = Batch(["fine", "busy", "bug"]);
        batch.Requests.Add(new V1.ClassifyRequest());

        var entries = (await server.Service.ClassifyBatchAsync(batch)).Entries;

        Assert.Equal(V1.Decision.Allow, entries[0].Response.Decision);
        Assert.Equal(((int)StatusCode.Unavailable, "Busy.", 1500), (entries[1].Refusal.Code, entries[1].Refusal.Message, entries[1].Refusal.RetryAfterMs));
        Assert.Equal((int)StatusCode.Internal, entries[2].Refusal.Code);
        Assert.DoesNotContain("oops", entries[2].Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(((int)StatusCode.InvalidArgument, "item.parts", 0), (entries[3].Refusal.Code, entries[3].Refusal.Field, entries[3].Refusal.RetryAfterMs));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public async Task Batch_of_another_size_is_refused(int size)
    {
        await using var server = await TestServer.StartAsync();

        var e = await Errors.Of(server.Service.ClassifyBatchAsync(Batch(Enumerable.Repeat("x", size))));

        Assert.Equal((StatusCode.InvalidArgument, "requests"), (e.StatusCode, e.Field()));
    }

    [Fact]
    public async Task Largest_batch_runs_no_more_entries_at_a_time_than_allowed()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { BatchParallelism = 8 });
        var (running, most) = (0, 0);
        server.Classifier.OnClassify = async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return Replies.Scores();
        };

        var response = await server.Service.ClassifyBatchAsync(Batch(Enumerable.Repeat("x", 1024)));

        Assert.Equal(1024, response.Entries.Count);
        Assert.InRange(most, 1, 8);
    }

    private static V1.ClassifyBatchRequest Batch(IEnumerable<string> texts) => new() { Requests = { texts.Select(Requests.Text) } };
}
