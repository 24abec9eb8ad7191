using System.Text;
using Classifier.Core;
using Classifier.Server.Tests.Fakes;

namespace Classifier.Server.Tests.Observability;

/// <summary>Meters are found by name in the whole process, so no other server may run beside this one.</summary>
[CollectionDefinition(nameof(MetricsTests), DisableParallelization = true)]
[Collection(nameof(MetricsTests))]
public sealed class MetricsTests
{
    [Fact]
    public async Task Calls_decisions_and_batches_can_be_scraped()
    {
        await using var server = await TestServer.StartAsync();
        var token = TestContext.Current.CancellationToken;
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores((TaskKind.Injection, 0.95)));
        await server.Service.ClassifyAsync(Requests.Text("x"));
        await Errors.Of(server.Service.ClassifyAsync(new V1.ClassifyRequest()));
        using var body = new StringContent("""{"input":"x"}""", Encoding.UTF8, "application/json");
        await server.Http.PostAsync(new Uri("/v1/moderations", UriKind.Relative), body, token);

        var lines = (await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), token)).Split('\n');

        Assert.Equal(1, Value(lines, "classifier_calls_total", "method=\"/classifier.v1.ClassifierService/Classify\"", "code=\"Ok\""));
        Assert.Equal(1, Value(lines, "classifier_calls_total", "method=\"/classifier.v1.ClassifierService/Classify\"", "code=\"InvalidArgument\""));
        Assert.Equal(1, Value(lines, "classifier_calls_total", "method=\"/v1/moderations\"", "code=\"Ok\""));
        Assert.Equal(1, Value(lines, "classifier_call_duration_seconds_count", "method=\"/v1/moderations\""));
        Assert.Equal(2, Value(lines, "classifier_decisions_total", "task=\"injection\"", "decision=\"Block\"", "outcome=\"Ok\""));
        Assert.Equal(2, Value(lines, "classifier_decisions_total", "task=\"hate\"", "decision=\"Allow\""));
        Assert.Equal(1, Value(lines, "classifier_batcher_queue_items", "model=\"text@1\""));
        Assert.Equal(3, Value(lines, "classifier_batcher_queue_oldest_seconds", "model=\"text@1\""));
        Assert.Equal(4, Value(lines, "classifier_batcher_batches_total", "model=\"text@1\""));
        Assert.Equal(12, Value(lines, "classifier_batcher_failed_total", "model=\"text@1\""));
    }

    private static double Value(string[] lines, string name, params string[] tags)
    {
        var found = lines.Where(l => l.StartsWith(name + "{", StringComparison.Ordinal) && tags.All(t => l.Contains(t, StringComparison.Ordinal))).ToArray();
        Assert.True(found.Length == 1, $"{found.Length} lines for {name} {string.Join(' ', tags)}:\n{string.Join('\n', lines.Where(l => l.StartsWith("classifier", StringComparison.Ordinal)))}");
        return double.Parse(found[0].Split("} ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
