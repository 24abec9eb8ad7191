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
    private const int Stripes = 256;

    private readonly FingerprintIndex _index;
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    internal Bank(BankDefinition definition, string directory, IndexOptions options, ILogger logger)
    {
        Definition = definition;
        _index = FingerprintIndex.Open(directory, options, logger);
    }

    public BankDefinition Definition { get; }

    /// <summary>Items now.</summary>
    public long Count => _index.Count;

    /// <summary>Puts an item, in place of one with its id; completes when it is durable.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RegisterAsync(BankItem item) =>
        ExclusivelyAsync(item.Id, key => _index.AddAsync(new IndexEntry(key, item.Hash, item.ToPayload())));

    /// <summary>Removes an item; completes when that is durable.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RemoveAsync(string id) => ExclusivelyAsync(id, _index.RemoveAsync);

    public BankItem? Find(string id) => _index.TryGet(Place(id), out var entry) ? BankItem.Read(entry.Code, entry.Payload) : null;

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
        foreach (var stripe in _stripes)
            stripe.Dispose();
    }

    private async Task<bool> ExclusivelyAsync(string id, Func<ulong, Task<bool>> change)
    {
        var stripe = _stripes[Base(id) / PlacesOfGroup % Stripes];
        await stripe.WaitAsync();
        try
        {
            return await change(Place(id));
        }
        finally
        {
            stripe.Release();
        }
    }

    private static ulong Base(string id) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id));

    /// <returns>Where the item stands, or the first free place for it.</returns>
    private ulong Place(string id)
    {
        var home = Base(id);
        ulong? free = null;
        for (var i = 0UL; i < PlacesOfGroup; i++)
        {
            var place = (home & ~(PlacesOfGroup - 1UL)) | ((home + i) % PlacesOfGroup);
            if (!_index.TryGet(place, out var entry))
                free ??= place;
            else if (BankItem.Read(entry.Code, entry.Payload).Id == id)
                return place;
        }

        return free ?? throw new Core.ClassifierException(Core.ErrorKind.InvalidArgument, "This id collides with eight others.", "id");
    }
}
