using Classifier.Core;
using Classifier.Fingerprint.Banks;

namespace Classifier.Pipeline;

/// <summary>What a request wants from the fingerprint banks.</summary>
public sealed record SeenBeforeQuery
{
    /// <summary>Banks to look in; empty for all.</summary>
    public IReadOnlyList<string> Banks { get; init; } = [];

    /// <summary>Banks that the item's outputs are put into.</summary>
    public IReadOnlyList<string> RegisterIn { get; init; } = [];

    /// <summary>Most matches of a part and an algorithm.</summary>
    public int Limit { get; init; } = 3;

    /// <summary>What the caller wants a match to decide; the stricter of this and policy holds.</summary>
    public Decision OnSeen { get; init; } = Decision.Allow;

    /// <summary>Kept with what is registered.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>What the fingerprint banks know of an item.</summary>
/// <param name="Seen">Some part is like an item of another output.</param>
/// <param name="Decision">What this alone decides.</param>
/// <param name="Parts">By part and then by algorithm.</param>
public sealed record SeenBefore(bool Seen, Decision Decision, IReadOnlyList<PartFingerprint> Parts);

/// <summary>A part under one algorithm.</summary>
/// <param name="Outcome">Ok, or why it was neither looked for nor registered: Skipped or Overloaded.</param>
/// <param name="Hex">Null where there is none.</param>
/// <param name="Quality">PDQ's, 0 to 100; null for texts.</param>
/// <param name="Matches">Without items of the request's own output id.</param>
/// <param name="RegisteredIn">Banks that have it now.</param>
public sealed record PartFingerprint(
    int Part, string Algorithm, TaskOutcome Outcome, string? Reason, string? Hex, int? Quality, BankMatches Matches, IReadOnlyList<string> RegisteredIn);
