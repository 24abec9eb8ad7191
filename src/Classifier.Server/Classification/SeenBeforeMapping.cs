using Classifier.Core;
using Classifier.Fingerprint.Banks;
using Classifier.Pipeline;
using Google.Protobuf.Collections;

namespace Classifier.Server.Classification;

/// <summary>Reads what a caller wants from the fingerprint banks, and puts on the wire what they know.</summary>
internal static class SeenBeforeMapping
{
    private const int MaxBanks = 16;
    private const int DefaultLimit = 3;
    private const int MaxLimit = 100;
    private const string Field = "context.seen_before.";

    /// <param name="context">Already checked otherwise; its labels are kept with what is registered.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public static SeenBeforeQuery? Read(V1.Context context)
    {
        if (context.SeenBefore is not { } query) return null;
        CheckBanks(query.Banks, Field + "banks");
        CheckBanks(query.RegisterIn, Field + "register_in");
        if (query.Limit is < 0 or > MaxLimit) throw ClassifierException.Invalid(Field + "limit", $"The limit is 0 or 1 to {MaxLimit}.");
        return new SeenBeforeQuery
        {
            Banks = [.. query.Banks],
            RegisterIn = [.. query.RegisterIn],
            Limit = query.Limit == 0 ? DefaultLimit : query.Limit,
            OnSeen = ReadDecision(query.OnSeen),
            Labels = context.Labels.ToDictionary(),
        };
    }

    public static V1.SeenBefore? Write(SeenBefore? seen, Func<Decision, V1.Decision> decision, Func<TaskOutcome, V1.TaskStatus> status) =>
        seen is null ? null : new V1.SeenBefore
        {
            Seen = seen.Seen,
            Decision = decision(seen.Decision),
            Parts = { seen.Parts.Select(part => Write(part, status(part.Outcome))) },
        };

    private static V1.PartFingerprint Write(PartFingerprint part, V1.TaskStatus status)
    {
        var written = new V1.PartFingerprint
        {
            Part = part.Part,
            Algorithm = part.Algorithm,
            Status = status,
            Reason = part.Reason ?? string.Empty,
            Hash = part.Hex ?? string.Empty,
            Matches = { part.Matches.Matches.Select(Write) },
            SuppressedBy = part.Matches.SuppressedBy is { } by ? Write(by) : null,
            RegisteredIn = { part.RegisteredIn },
        };
        if (part.Quality is { } quality) written.Quality = quality;
        return written;
    }

    private static V1.SeenMatch Write(BankMatch match) => new()
    {
        OutputId = match.Item.OutputId,
        Bank = match.Bank.Name,
        ItemId = match.Item.Id,
        Distance = match.Distance,
        Threshold = match.Bank.Threshold,
        Labels = { match.Item.Labels.ToDictionary() },
    };

    private static void CheckBanks(RepeatedField<string> banks, string field)
    {
        if (banks.Count > MaxBanks) throw ClassifierException.Invalid(field, $"At most {MaxBanks} banks are taken.");
        if (!banks.All(BankDefinition.IsName)) throw ClassifierException.Invalid(field, "This is no name of a bank.");
    }

    private static Decision ReadDecision(V1.Decision decision) => decision switch
    {
        V1.Decision.Unspecified or V1.Decision.Allow => Decision.Allow,
        V1.Decision.Review => Decision.Review,
        V1.Decision.Block => Decision.Block,
        _ => throw ClassifierException.Invalid(Field + "on_seen", "This decision is not known."),
    };
}
