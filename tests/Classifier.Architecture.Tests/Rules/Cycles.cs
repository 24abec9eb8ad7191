namespace Classifier.Architecture.Tests.Rules;

/// <summary>Cycles of a directed graph.</summary>
internal static class Cycles
{
    /// <returns>One cycle, its first node repeated at the end; null when there is none.</returns>
    public static IReadOnlyList<string>? Find(IEnumerable<(string From, string To)> edges)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        var done = new HashSet<string>();
        var path = new List<string>();
        return next.Select(group => Visit(group.Key)).FirstOrDefault(cycle => cycle is not null);

        IReadOnlyList<string>? Visit(string node)
        {
            var before = path.IndexOf(node);
            if (before >= 0)
                return [.. path[before..], node];
            if (!done.Add(node))
                return null;
            path.Add(node);
            foreach (var target in next[node])
            {
                if (Visit(target) is { } cycle)
                    return cycle;
            }

            path.RemoveAt(path.Count - 1);
            return null;
        }
    }
}
