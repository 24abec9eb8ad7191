namespace Classifier.Fingerprint.Duplicates;

/// <summary>Union-find with path halving and union by size (Tarjan and van Leeuwen, 1984).</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parents;
    private readonly int[] _sizes;

    public DisjointSets(int count)
    {
        _parents = new int[count];
        _sizes = new int[count];
        for (var i = 0; i < count; i++) (_parents[i], _sizes[i]) = (i, 1);
    }

    public void Join(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        if (a == b) return;
        if (_sizes[a] < _sizes[b]) (a, b) = (b, a);
        _parents[b] = a;
        _sizes[a] += _sizes[b];
    }

    /// <summary>Sets of two and more, each in ascending order.</summary>
    public IEnumerable<int[]> Components()
    {
        var places = new Dictionary<int, (int[] Items, int Filled)>();
        for (var i = 0; i < _parents.Length; i++)
        {
            var root = Root(i);
            if (_sizes[root] < 2) continue;
            var (items, filled) = places.TryGetValue(root, out var place) ? place : (new int[_sizes[root]], 0);
            items[filled] = i;
            places[root] = (items, filled + 1);
        }

        return places.Values.Select(place => place.Items);
    }

    private int Root(int item)
    {
        while (_parents[item] != item) item = _parents[item] = _parents[_parents[item]];
        return item;
    }
}
