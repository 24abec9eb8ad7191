using Classifier.Core;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Models;

public sealed class ServedModelTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<ModelRepository> _open = [];

    [Theory]
    [InlineData("instances: 1, threads_per_instance: 1")]
    [InlineData("instances: 3, threads_per_instance: 1")]
    [InlineData("instances: 2, threads_per_instance: 2")]
    public async Task ScoreAsync_gives_each_of_many_callers_the_scores_of_its_own_sequence(string scheduling)
    {
        var model = await OpenAsync(scheduling: scheduling);
        var random = new Random(17);
        var sequences = Enumerable.Range(0, 120).Select(_ => TinyModels.Sequence(random, random.Next(1, TinyEncoder.MaxLength + 1))).ToArray();
        var alone = new List<SequenceScores>();
        foreach (var s in sequences[..20]) alone.Add(await ScoreAsync(model, s));

        var together = await Task.WhenAll(sequences.Select(s => Task.Run(() => ScoreAsync(model, s).AsTask())));

        for (var i = 0; i < alone.Count; i++)
            for (var o = 0; o < 2; o++) Assert.Equal(alone[i].Logits.Span[o], together[i].Logits.Span[o], 1e-4f);
        Assert.All(together, t => Assert.InRange(t.Timings.BatchSize, 1, 8));
        Assert.All(together, t => Assert.True(t.Timings.RunNs > 0));
    }

    [Fact]
    public async Task ScoreAsync_faults_and_counts_it_when_a_logit_is_not_a_number_and_serves_the_next()
    {
        var model = await OpenAsync(TinyEncoder.Build(notANumberFor: 13));

        var fault = await Assert.ThrowsAsync<ModelFaultException>(async () => await ScoreAsync(model, new[] { 13 }));

        Assert.Equal(new ModelId("tiny", "1"), fault.Model);
        Assert.Equal(2, (await ScoreAsync(model, new[] { 12 })).Logits.Length);
        var status = Assert.Single(_open[0].List());
        Assert.Equal((ModelState.Active, 1L), (status.State, status.Queue!.Value.Failed));
    }

    [Theory]
    [InlineData(new int[0], ErrorKind.InvalidArgument)]
    [InlineData(new[] { -1 }, ErrorKind.InvalidArgument)]
    [InlineData(new[] { TinyEncoder.Vocabulary }, ErrorKind.InvalidArgument)]
    [InlineData(new[] { int.MaxValue }, ErrorKind.InvalidArgument)]
    public async Task ScoreAsync_refuses_what_the_graph_could_not_take(int[] ids, ErrorKind kind)
    {
        var model = await OpenAsync();

        Assert.Equal(kind, (await Assert.ThrowsAsync<ClassifierException>(async () => await ScoreAsync(model, ids))).Kind);
        Assert.Equal(ErrorKind.TooLarge, (await Assert.ThrowsAsync<ClassifierException>(async () => await ScoreAsync(model, new int[TinyEncoder.MaxLength + 1]))).Kind);
        Assert.Equal(0, Assert.Single(_open[0].List()).Queue!.Value.Failed);
    }

    [Fact]
    public async Task ScoreAsync_reports_each_batch_with_its_model()
    {
        var model = await OpenAsync();
        var reports = new System.Collections.Concurrent.ConcurrentQueue<(ModelId Model, int Items, int Real)>();
        _open[0].BatchCompleted += (id, report) => reports.Enqueue((id, report.Items, report.RealCost));

        await ScoreAsync(model, new[] { 1, 2, 3 });
        await _open[0].DrainAsync();

        Assert.Equal([(new ModelId("tiny", "1"), 1, 3)], reports);
    }

    [Fact]
    public async Task Admit_gives_a_ticket_that_can_be_returned()
    {
        var model = await OpenAsync();

        for (var i = 0; i < 1000; i++)
            using (model.Admit(new(32, "t", WorkClass.Interactive, long.MaxValue))) Assert.NotNull(model.Manifest);
    }

    [Fact]
    public async Task Draining_finishes_what_was_taken_and_refuses_what_comes_later()
    {
        var model = await OpenAsync();
        var taken = Enumerable.Range(0, 40).Select(i => ScoreAsync(model, new[] { i, i + 1 }).AsTask()).ToArray();

        await _open[0].DrainAsync();

        var outcomes = await Task.WhenAll(taken);
        Assert.All(outcomes, o => Assert.Equal(2, o.Logits.Length));
        Assert.Equal(ErrorKind.ShuttingDown, (await Assert.ThrowsAsync<ClassifierException>(async () => await ScoreAsync(model, new[] { 1 }))).Kind);
        Assert.Equal(ErrorKind.ShuttingDown, Assert.Throws<ClassifierException>(() => model.Admit(new(1, "t", WorkClass.Interactive, long.MaxValue))).Kind);
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        foreach (var repository in _open) await repository.DisposeAsync();
        _directory.Dispose();
    }

    private static ValueTask<SequenceScores> ScoreAsync(ISequenceModel model, ReadOnlyMemory<int> ids) =>
        model.ScoreAsync(new(ids, "tenant", WorkClass.Interactive, long.MaxValue), CancellationToken.None);

    private async Task<ISequenceModel> OpenAsync(byte[]? graph = null, string scheduling = "instances: 1, threads_per_instance: 1")
    {
        _directory.Add(graph: graph, bend: t => t.Replace("instances: 1, threads_per_instance: 1", scheduling, StringComparison.Ordinal));
        var repository = new ModelRepository(
            new() { ModelsDirectory = _directory.ModelsPath(), DataDirectory = _directory.DataPath(), Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);
        _open.Add(repository);
        await repository.OpenAsync();
        return repository.Find("tiny")!;
    }
}
