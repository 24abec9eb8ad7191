using Classifier.Core;
using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Index;
using Classifier.Governance.Policy;
using Classifier.Pipeline.Recognition;
using Classifier.Pipeline.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Pipeline.Tests.Recognition;

/// <summary>A pipeline over real banks: pictures (pdq), shapes (dhash) and texts (simhash).</summary>
internal sealed class BankRig : IDisposable
{
    public const string Long = "The quick brown fox jumps over the lazy dog, and then it sleeps in the warm sun until the cool evening comes again.";

    private readonly string _folder = Directory.CreateTempSubdirectory("recognition-").FullName;

    public BankRig(PolicyOptions? policy = null)
    {
        Store = new BankStore(_folder, new IndexOptions(), NullLogger.Instance);
        Store.Create(new BankDefinition("pictures", "pdq", 31));
        Store.Create(new BankDefinition("shapes", "dhash", 6));
        Store.Create(new BankDefinition("texts", "simhash", 6));
        Pipeline = new Rig(policy, recogniser: new BankRecogniser(() => Store, Decoder, new HasherPool()));
    }

    public BankStore Store { get; }
    public PatternDecoder Decoder { get; } = new();
    public Rig Pipeline { get; }

    public static ClassificationRequest Output(string? id, SeenBeforeQuery query, params ContentPart[] parts) =>
        new() { Parts = parts, Direction = Direction.Output, OutputId = id, SeenBefore = query };

    public static ContentPart Words(string text, PartRole role = PartRole.Unspecified) => new(role, text);

    public static SeenBeforeQuery Register(params string[] banks) => new() { RegisterIn = banks };

    public Task<ClassificationReply> Ask(ClassificationRequest request) => Pipeline.Ask(request);

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
