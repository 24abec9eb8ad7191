using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Scenes;

namespace Classifier.Training.Logo.Fit;

/// <summary>What training tells apart: a brand with every drawing of both sets. Validation's brands are left out of both.</summary>
internal sealed class Classes
{
    private readonly List<(Art Art, Bitmap Bitmap)[]> _arts = [];

    /// <param name="apart">Drawings of the two sets as different classes; for the ablation.</param>
    public Classes(IEnumerable<Brand> brands, HashSet<string> held, Dictionary<(string, string), Bitmap> bitmaps, bool apart)
    {
        foreach (var brand in brands.Where(b => !held.Contains(b.Key)))
        {
            var arts = brand.Arts.Where(a => bitmaps.ContainsKey((a.Set, a.Slug))).Select(a => (a, bitmaps[(a.Set, a.Slug)]));
            _arts.AddRange(arts.GroupBy(a => apart ? a.a.Set : "").Select(g => g.ToArray()));
        }
    }

    public int Count => _arts.Count;

    public int Draw(Random random) => random.Next(Count);

    /// <summary>Two drawings of one brand: one of either set where both have it, else any.</summary>
    public (Art Art, Bitmap Bitmap)[] Pair(int brand, Random random)
    {
        var bySet = _arts[brand].GroupBy(a => a.Art.Set).Select(g => g.ToArray()).ToArray();
        random.Shuffle(bySet);
        return [random.One(bySet[0]), random.One(bySet[^1])];
    }
}
