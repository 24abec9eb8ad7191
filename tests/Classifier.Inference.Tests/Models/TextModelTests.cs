using Classifier.Core;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Models;

/// <summary>The repository's own text model, as it is served.</summary>
public sealed class TextModelTests(TextModelTests.OpenModel open) : IClassFixture<TextModelTests.OpenModel>
{
    [Fact]
    public void The_model_is_active_and_answers_the_text_tasks()
    {
        var status = open.Repository.List().Single(s => s.Manifest.Id == new ModelId("text", "1"));

        Assert.Equal((ModelState.Active, "cpu", null), (status.State, status.Provider, status.Reason));
        Assert.Equal(CpuFeatures.Current.Vnni ? "cpu-int8" : "cpu-int8-avx2", status.Variant);
        Assert.Superset(new HashSet<TaskKind> { TaskKind.Injection, TaskKind.Toxicity, TaskKind.Hate }, open.Repository.Tasks.ToHashSet());
    }

    [Fact]
    public async Task The_golden_logits_come_out_within_the_tolerance()
    {
        var report = (await open.Repository.SelfTestAsync()).Single(r => r.Model.Name == "text");

        Assert.True(report.Passed, report.Problem);
        Assert.InRange(report.Samples, 20, 1000);
        Assert.InRange(report.MaxDrift, 0, report.Tolerance);
    }

    [Fact]
    public async Task A_text_scored_among_others_has_the_logits_it_has_alone()
    {
        var model = open.Repository.Find(TaskKind.Injection)!;
        var texts = TextModel.GoldenIds();
        var alone = new List<SequenceScores>();
        foreach (var ids in texts) alone.Add(await ScoreAsync(model, ids));

        var together = await Task.WhenAll(texts.Select(ids => Task.Run(() => ScoreAsync(model, ids).AsTask())));

        Assert.Contains(together, t => t.Timings.BatchSize > 1);
        for (var i = 0; i < texts.Length; i++)
            for (var o = 0; o < model.Manifest.Outputs.Count; o++)
                Assert.Equal(alone[i].Logits.Span[o], together[i].Logits.Span[o], 1e-4f);
    }

    private static ValueTask<SequenceScores> ScoreAsync(ISequenceModel model, int[] ids) =>
        model.ScoreAsync(new(ids, "tenant", WorkClass.Interactive, long.MaxValue), CancellationToken.None);

    public sealed class OpenModel : IAsyncLifetime
    {
        private readonly TemporaryDirectory _data = new();

        public OpenModel() => Repository = new(
            new() { ModelsDirectory = TextModel.Models, DataDirectory = _data.Path, Provider = ProviderChoice.Cpu },
            TextModel.Build, TimeProvider.System, NullLogger<ModelRepository>.Instance);

        public ModelRepository Repository { get; }

        public async ValueTask InitializeAsync() => await Repository.OpenAsync();

        public async ValueTask DisposeAsync()
        {
            await Repository.DisposeAsync();
            _data.Dispose();
        }
    }
}
