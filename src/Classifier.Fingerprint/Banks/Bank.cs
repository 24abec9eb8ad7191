using System.IO.Hashing;
using System.Text;
using Classifier.Fingerprint.Index;
using Microsoft.Extensions.Logging;

namespace Classifier.Fingerprint.Banks;

/// <summary>A named, durable set of fingerprints with string ids.</summary>
public sealed class Bank : IDisposable
{
    // Ids whose hashes collide stand in the other places of an aligned group of eight.
    private const int PlacesOfGroup = 8;

    private readonly FingerprintIndex _index;
    private readonly StripedLocks _outputs = new();
    private readonly StripedLocks _places = new();

    internal Bank(BankDefinition definition, string directory, IndexOptions options, ILogger logger)
    {
        Definition = definition;
        _index = FingerprintIndex.Open(directory, options, logger);
    }

    public BankDefinition Definition { get; }

    /// <summary>Items now.</summary>
    public long Count => _index.Count;

    /// <summary>
    /// Puts an item, in place of one with its id; completes when it is durable. An item that is an output takes the place of all
    /// the output's items; a part of one leaves the others alone.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RegisterAsync(BankItem item) => RegisterOutputAsync(item.Id, [item]);

    /// <summary>
    /// Puts an output's items, in place of all that it had; completes when that is durable. One change: whatever happens, the
    /// output has its old items or its new ones.
    /// </summary>
    /// <param name="items">Under the output's id and <see cref="BankItem.PartId"/>; none to forget the output.</param>
    /// <returns>Whether it had an item.</returns>
    public async Task<bool> RegisterOutputAsync(string outputId, IReadOnlyList<BankItem> items)
    {
        string[] ids = [outputId, .. BankItem.PartIds(outputId)];
        if (items.Any(item => !ids.Contains(item.Id)))
            throw new ArgumentException("An item is not of this output.", nameof(items));
        using var output = await _outputs.HoldAsync([Base(BankItem.Root(outputId))]);
        // What stands under a part's id for itself is not the output's.
        var gone = ids.Where((id, i) => Find(id) is { } item && (i == 0 || item.OutputId == outputId)).Except(items.Select(item => item.Id)).ToArray();
        using var places = await _places.HoldAsync([.. gone.Concat(items.Select(item => item.Id)).Select(id => Base(id) / PlacesOfGroup)]);
        return await _index.ReplaceAsync([.. gone.Select(id => Place(id))], Placed(items));
    }

    /// <summary>Removes an item, and with an output's its parts; completes when that is durable.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RemoveAsync(string id) => RegisterOutputAsync(id, []);

    public BankItem? Find(string id)
    {
        var group = GroupOf(id);
        return _index.MayHave(group, group + PlacesOfGroup - 1) && _index.TryGet(Place(id), out var entry) ? BankItem.Read(entry.Code, entry.Payload) : null;
    }

    /// <param name="counts">Which items may match; null for all.</param>
    /// <returns>The nearest items within the bank's threshold.</returns>
    public IReadOnlyList<BankMatch> Match(Hash256 hash, int limit, Func<BankItem, bool>? counts = null)
    {
        // Items that don't count take places among the nearest, so more are asked for until enough are left.
        for (var asked = limit; ; asked = (int)Math.Min(2L * asked, int.MaxValue))
        {
            var hits = _index.Nearest([hash], asked, Definition.Threshold)[0];
            var matches = Read(hits, hash, counts);
            if (matches.Count >= limit || hits.Length < asked) return [.. matches.Take(limit)];
            // Without a filter only items that were removed just now are missing.
            if (counts is null) return matches;
        }
    }

    private List<BankMatch> Read(SearchHit[] hits, Hash256 hash, Func<BankItem, bool>? counts)
    {
        var matches = new List<BankMatch>();
        foreach (var hit in hits)
        {
            // An item that was removed since the search is no match.
            if (!_index.TryGet(hit.Id, out var entry) || entry.Code.HammingDistance(hash) != hit.Distance) continue;
            var item = BankItem.Read(entry.Code, entry.Payload);
            if (counts is null || counts(item)) matches.Add(new BankMatch(Definition, item, hit.Distance));
        }

        return matches;
    }

    /// <returns>Every item of this moment, in no order.</returns>
    public IEnumerable<BankItem> Items() => _index.Entries().Select(entry => BankItem.Read(entry.Code, entry.Payload));

    public void Dispose()
    {
        _index.Dispose();
        _outputs.Dispose();
        _places.Dispose();
    }

    private List<IndexEntry> Placed(IReadOnlyList<BankItem> items)
    {
        var entries = new List<IndexEntry>(items.Count);
        foreach (var item in items)
            entries.Add(new IndexEntry(Place(item.Id, entries), item.Hash, item.ToPayload()));
        return entries;
    }

    private static ulong GroupOf(string id) => Base(id) & ~(PlacesOfGroup - 1UL);

    private static ulong Base(string id) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id));

    /// <param name="taken">Entries whose places are no longer free.</param>
    /// <returns>Where the item stands, or the first free place for it.</returns>
    private ulong Place(string id, List<IndexEntry>? taken = null)
    {
        var (home, group) = (Base(id), GroupOf(id));
        ulong? free = null;
        for (var i = 0UL; i < PlacesOfGroup; i++)
        {
            var place = group | ((home + i) % PlacesOfGroup);
            if (!_index.TryGet(place, out var entry))
                free ??= taken is null || taken.TrueForAll(other => other.Id != place) ? place : null;
            else if (BankItem.Read(entry.Code, entry.Payload).Id == id)
                return place;
        }

        return free ?? throw new Core.ClassifierException(Core.ErrorKind.InvalidArgument, "This id collides with eight others.", "id");
    }
}
