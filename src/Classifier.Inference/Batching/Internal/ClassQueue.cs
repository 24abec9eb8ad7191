namespace Classifier.Inference.Batching.Internal;

/// <summary>
/// The waiting work of one class under deficit round robin (Shreedhar and Varghese, 1996) in its surplus form: a tenant
/// takes while its deficit is positive and pays an overdraft in later rounds, also after it ran empty.
/// </summary>
internal sealed class ClassQueue(BucketShapes shapes, int tokenBudget, int bypassCap)
{
    private const int Spares = 64;

    private readonly int _quantum = Math.Max(1, shapes.Longest / 2);
    private readonly long _creditLimit = 8L * tokenBudget;
    private readonly Dictionary<string, TenantQueue> _byName = new(StringComparer.Ordinal);
    private readonly List<TenantQueue> _tenants = [];
    private readonly Stack<TenantQueue> _spare = new();
    private readonly int[] _counts = new int[shapes.Count];
    private int _cursor;
    private int _fillCursor;

    /// <summary>In order of arrival.</summary>
    public ArrivalList Arrivals { get; } = new();

    public int Count => Arrivals.Count;
    public long Cost { get; private set; }
    public IReadOnlyList<TenantQueue> Tenants => _tenants;

    /// <summary>Waiting items a bucket.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    public long CostOf(string tenant) => _byName.TryGetValue(tenant, out var t) ? t.Cost : 0;

    public void Add(WorkEntry entry)
    {
        if (!_byName.TryGetValue(entry.Tenant, out var tenant)) tenant = Open(entry.Tenant);
        // A tenant that comes back starts a round of its own, less what it owes.
        if (tenant.Count == 0) tenant.Deficit = Math.Min(tenant.Deficit, 0) + _quantum;
        tenant.Add(entry);
        Arrivals.Append(entry);
        _counts[entry.Bucket]++;
        Cost += entry.Length;
    }

    /// <summary>Takes an entry out without charging for it.</summary>
    public void Remove(WorkEntry entry)
    {
        var tenant = entry.Owner!;
        tenant.Remove(entry);
        Arrivals.Remove(entry);
        _counts[entry.Bucket]--;
        Cost -= entry.Length;
        if (tenant.Count > 0) return;
        if (Count == 0) CloseAll();
        else if (tenant.Deficit >= 0) Close(tenant);
    }

    /// <summary>Takes an entry for a batch: its tenant is charged, and its tenant's head is counted as overtaken if it was not that.</summary>
    public void Take(WorkEntry entry, long batch)
    {
        var tenant = entry.Owner!;
        tenant.Deficit -= entry.Length;
        Remove(entry);
        if (tenant.Count == 0) return;
        var head = tenant.Head!;
        if (!ByDue.Before(head, entry) || head.BypassedIn == batch) return;
        head.BypassedIn = batch;
        head.Bypassed++;
    }

    /// <summary>
    /// The head that the next batch is built around: one that was overtaken too often, else that of the tenant with most left
    /// to take. Mere turns would be fair in batches; this is fair in cost, since batches of different lengths cost differently.
    /// </summary>
    public WorkEntry? Seed()
    {
        WorkEntry? overdue = null;
        TenantQueue? richest = null;
        for (var i = 0; i < _tenants.Count; i++)
        {
            var tenant = _tenants[(_cursor + i) % _tenants.Count];
            if (tenant.Head is not { } head) continue;
            if (head.Bypassed >= bypassCap && (overdue is null || ByDue.Before(head, overdue))) overdue = head;
            if (richest is null || tenant.Deficit > richest.Deficit) richest = tenant;
        }
        if (richest is null) return null;
        _cursor = richest.Index + 1;
        if (richest.Deficit <= 0) StartRounds(RoundsFor(richest.Deficit));
        return overdue ?? richest.Head;
    }

    /// <summary>The next entry of a bucket that may join a batch, by turn; null when no tenant offers one.</summary>
    public WorkEntry? Candidate(int bucket, long batch)
    {
        if (_counts[bucket] == 0) return null;
        TenantQueue? richest = null;
        for (var i = 0; i < _tenants.Count; i++)
        {
            var tenant = _tenants[(_fillCursor + i) % _tenants.Count];
            if (!tenant.Offers(bucket, batch)) continue;
            if (tenant.Deficit > 0)
            {
                _fillCursor = tenant.Index;
                return tenant.First(bucket);
            }
            if (richest is null || tenant.Deficit > richest.Deficit) richest = tenant;
        }
        if (richest is null) return null;
        // All who could join have had their part: the next rounds begin, for those too who can't join this time.
        StartRounds(RoundsFor(richest.Deficit));
        return richest.First(bucket);
    }

    private long RoundsFor(long deficit) => -deficit / _quantum + 1;

    private void StartRounds(long rounds)
    {
        for (var i = _tenants.Count - 1; i >= 0; i--)
        {
            var tenant = _tenants[i];
            tenant.Deficit = Math.Min(_creditLimit, tenant.Deficit + rounds * _quantum);
            if (tenant.Count == 0 && tenant.Deficit >= 0) Close(tenant);
        }
    }

    private TenantQueue Open(string name)
    {
        var tenant = _spare.TryPop(out var spare) ? spare : new(shapes.Count);
        tenant.Tenant = name;
        tenant.Deficit = 0;
        tenant.Index = _tenants.Count;
        _tenants.Add(tenant);
        _byName.Add(name, tenant);
        return tenant;
    }

    private void Close(TenantQueue tenant)
    {
        var last = _tenants[^1];
        _tenants[tenant.Index] = last;
        last.Index = tenant.Index;
        _tenants.RemoveAt(_tenants.Count - 1);
        _byName.Remove(tenant.Tenant);
        if (_spare.Count < Spares) _spare.Push(tenant);
    }

    /// <summary>Nobody waits, so nobody owes.</summary>
    private void CloseAll()
    {
        for (var i = _tenants.Count - 1; i >= 0; i--) Close(_tenants[i]);
        _cursor = 0;
    }
}
