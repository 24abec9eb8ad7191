using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Pipeline.Recognition;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>A pipeline over a scripted model.</summary>
internal sealed class Rig
{
    public Rig(PolicyOptions? policy = null, PipelineOptions? options = null, IRecogniser? recogniser = null) => Classifier = new ContentClassifier(
        Catalog, Encoder, new DecisionPolicy(policy ?? new PolicyOptions()), options ?? new PipelineOptions(), Time,
        NullLogger<ContentClassifier>.Instance, recogniser: recogniser);

    public FakeCatalog Catalog { get; } = new();
    public FakeModel Model => Catalog.Model;
    public FakeEncoder Encoder { get; } = new();
    public FakeTimeProvider Time { get; } = new();
    public ContentClassifier Classifier { get; }

    public static ClassificationRequest Prompt(params string[] texts) =>
        new() { Parts = [.. texts.Select(t => new ContentPart(PartRole.Unspecified, t))] };

    public Task<ClassificationReply> Ask(string text, Direction direction = Direction.Prompt) =>
        Ask(Prompt(text) with { Direction = direction });

    public Task<ClassificationReply> Ask(ClassificationRequest request) =>
        Classifier.ClassifyAsync(request, TestContext.Current.CancellationToken).AsTask();

    public static TaskVerdict Of(ClassificationReply reply, TaskKind task) => Assert.Single(reply.Results, r => r.Task == task);
}
