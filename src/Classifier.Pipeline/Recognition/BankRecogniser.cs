using Classifier.Core;
using Classifier.Fingerprint.Banks;
using Classifier.Imaging;

namespace Classifier.Pipeline.Recognition;

/// <summary>Recognises by the fingerprint banks.</summary>
/// <param name="open">The banks; called only when a query needs them, since opening them locks their folder.</param>
public sealed class BankRecogniser(Func<BankStore> open, IImageDecoder decoder, HasherPool hashers) : IRecogniser
{
    private const string BanksField = "context.seen_before.banks";
    private const string RegisterField = "context.seen_before.register_in";

    private readonly PartHasher _hasher = new(decoder, hashers);

    public void Check(SeenBeforeQuery query, ClassificationRequest request)
    {
        var store = open();
        foreach (var name in query.Banks) Find(store, name, BanksField);
        foreach (var name in query.RegisterIn)
        {
            var bank = Find(store, name, RegisterField);
            if (request.Parts.Count > 0 && !request.Parts.Any(part => IsOutput(part, request) && PartHasher.Fits(part, bank.Definition.Algorithm)))
                throw ClassifierException.Invalid(RegisterField, "No output of this item fits a bank that it is to be registered in.");
        }
    }

    public async ValueTask<IReadOnlyList<PartFingerprint>> RecogniseAsync(
        SeenBeforeQuery query, ClassificationRequest request, string outputId, CancellationToken cancellation)
    {
        var store = open();
        Bank[] registering = [.. query.RegisterIn.Distinct().Select(name => Find(store, name, RegisterField))];
        var hashes = await HashAsync(Algorithms(store, query, registering), request, cancellation).ConfigureAwait(false);
        // All are registered before any is looked for, so that two like outputs at the same time cannot miss each other.
        var registered = await RegisterAsync(registering, hashes, query, request, outputId).ConfigureAwait(false);
        return [.. hashes.Select((hash, i) => hash.Outcome == TaskOutcome.Ok
            ? hash.Said(Look(store, query, hash, outputId), registered[i])
            : hash.Said())];
    }

    /// <summary>The algorithms of all banks that take part, by name.</summary>
    private static string[] Algorithms(BankStore store, SeenBeforeQuery query, Bank[] registering)
    {
        var looking = store.List().Where(bank => query.Banks.Count == 0 || query.Banks.Contains(bank.Definition.Name));
        return [.. looking.Concat(registering).Select(bank => bank.Definition.Algorithm).Distinct().Order(StringComparer.Ordinal)];
    }

    private async ValueTask<List<PartHash>> HashAsync(string[] algorithms, ClassificationRequest request, CancellationToken cancellation)
    {
        var hashes = new List<PartHash>();
        // One at a time: a request's pictures are never all in memory as pixels.
        for (var i = 0; i < request.Parts.Count; i++)
        {
            var part = request.Parts[i];
            string[] fitting = [.. algorithms.Where(algorithm => PartHasher.Fits(part, algorithm))];
            if (part.Role != PartRole.System && fitting.Length > 0)
                hashes.AddRange(await _hasher.ComputeAsync(part, i, fitting, cancellation).ConfigureAwait(false));
        }

        return hashes;
    }

    private static async ValueTask<IReadOnlyList<string>[]> RegisterAsync(
        Bank[] banks, List<PartHash> hashes, SeenBeforeQuery query, ClassificationRequest request, string outputId)
    {
        Dictionary<string, string> labels = new(query.Labels) { [BankItem.OutputLabel] = outputId };
        PartHash[] outputs = [.. hashes.Where(hash => hash.Outcome == TaskOutcome.Ok && IsOutput(request.Parts[hash.Part], request))];
        // Also where a bank gets nothing: what the output had there before is no part of it any more.
        await Task.WhenAll(banks.Select(bank => bank.RegisterOutputAsync(
            outputId, [.. outputs.Where(hash => hash.Algorithm == bank.Definition.Algorithm).Select(Item)]))).ConfigureAwait(false);
        return [.. hashes.Select(hash => outputs.Contains(hash)
            ? banks.Where(bank => bank.Definition.Algorithm == hash.Algorithm).Select(bank => bank.Definition.Name).ToArray()
            : [])];

        BankItem Item(PartHash hash) =>
            new(IsFirstOfKind(request, hash.Part) ? outputId : BankItem.PartId(outputId, hash.Part), hash.Hash, labels);
    }

    private static BankMatches Look(BankStore store, SeenBeforeQuery query, PartHash hash, string outputId)
    {
        string[] names = [.. query.Banks.Where(name => store.Get(name).Definition.Algorithm == hash.Algorithm)];
        // To the store no name means every bank; here it means that none of the named ones can hold this part.
        if (query.Banks.Count > 0 && names.Length == 0) return new BankMatches([], null);
        return store.Match(hash.Algorithm, hash.Hash, names, query.Limit, item => item.OutputId != outputId);
    }

    private static bool IsOutput(ContentPart part, ClassificationRequest request) =>
        part.Role != PartRole.System && PartRoles.Judge(part.Role, request.Direction) == Direction.Output;

    private static bool IsFirstOfKind(ClassificationRequest request, int part)
    {
        for (var i = 0; i < part; i++)
            if (request.Parts[i].IsText == request.Parts[part].IsText && IsOutput(request.Parts[i], request)) return false;
        return true;
    }

    private static Bank Find(BankStore store, string name, string field)
    {
        try
        {
            return store.Get(name);
        }
        catch (ClassifierException e) when (e.Kind == ErrorKind.NotFound)
        {
            throw new ClassifierException(e.Kind, e.Message, field, inner: e);
        }
    }
}
