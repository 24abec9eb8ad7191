using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Duplicates;

namespace Classifier.Server.Fingerprints;

/// <summary>Writes what the banks say for the wire.</summary>
internal static class FingerprintMapping
{
    public static V1.HashResponse Hash(InputFingerprint fingerprint)
    {
        var response = new V1.HashResponse { Algorithm = fingerprint.Algorithm, Hash = fingerprint.Hex };
        if (fingerprint.Quality is { } quality) response.Quality = quality;
        return response;
    }

    public static V1.MatchResponse Matches(BankMatches matches) => new()
    {
        Matches = { matches.Matches.Select(Match) },
        SuppressedBy = matches.SuppressedBy is { } by ? Match(by) : null,
    };

    public static V1.Bank Bank(Bank bank) => new()
    {
        Name = bank.Definition.Name,
        Algorithm = bank.Definition.Algorithm,
        Threshold = bank.Definition.Threshold,
        Negative = bank.Definition.Negative,
        Description = bank.Definition.Description,
        Items = bank.Count,
    };

    public static V1.DuplicateGroup Group(DuplicateGroup group, BankItem[] items) => new()
    {
        Medoid = items[group.Medoid].Id,
        Members = { group.Members.Select(m => new V1.DuplicateGroup.Types.Member { Id = items[m.Item].Id, Distance = m.Distance }) },
    };

    private static V1.Match Match(BankMatch match) => new()
    {
        Bank = match.Bank.Name,
        Id = match.Item.Id,
        Distance = match.Distance,
        Threshold = match.Bank.Threshold,
        Labels = { match.Item.Labels.ToDictionary() },
    };
}
