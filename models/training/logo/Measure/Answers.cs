namespace Classifier.Training.Logo.Measure;

/// <summary>One picture's finds with their nearest brands.</summary>
internal sealed record Answer(int Owner, float Longer, IReadOnlyList<(float Objectness, int Owner, float Cosine)> Finds)
{
    /// <summary>The surest match among the finds that are logo enough; cosine -2 where there is none.</summary>
    public (int Owner, float Cosine) Best(float objectness)
    {
        var best = (Owner: -1, Cosine: -2f);
        foreach (var find in Finds)
        {
            if (find.Objectness >= objectness && find.Cosine > best.Cosine)
            {
                best = (find.Owner, find.Cosine);
            }
        }

        return best;
    }
}

/// <summary>Asks a bank about pictures.</summary>
internal static class Answers
{
    public static List<Answer> Of(IEnumerable<Query> queries, Finder finder, Bank bank) => [.. queries.Select(q =>
    {
        using var picture = q.Picture;
        return new Answer(q.Owner, q.Longer, [.. finder.Of(picture).Select(f => (f.Objectness, bank.Nearest(f.Embedding))).Select(f => (f.Objectness, f.Item2.Owner, f.Item2.Cosine))]);
    })];

    /// <summary>The lowest cosine that at most this share of pictures without logos reaches.</summary>
    public static float ThresholdAt(IReadOnlyList<Answer> photos, float objectness, double share)
    {
        var best = photos.Select(p => p.Best(objectness).Cosine).OrderDescending().ToArray();
        return MathF.BitIncrement(best[(int)(share * best.Length)]);
    }

    public static double FalseMatches(IReadOnlyList<Answer> photos, float objectness, float threshold) =>
        (double)photos.Count(p => p.Best(objectness).Cosine >= threshold) / photos.Count;

    /// <summary>Share of pictures whose surest match is right, and of those that reach the threshold as well.</summary>
    public static (double Top1, double Matched, double Wrong) Right(IReadOnlyList<Answer> answers, float objectness, float threshold)
    {
        var best = answers.Select(a => (a.Owner, Best: a.Best(objectness))).ToList();
        double Share(Func<(int Owner, (int Owner, float Cosine) Best), bool> of) => (double)best.Count(of) / best.Count;
        return (Share(b => b.Best.Owner == b.Owner), Share(b => b.Best.Owner == b.Owner && b.Best.Cosine >= threshold), Share(b => b.Best.Owner != b.Owner && b.Best.Cosine >= threshold));
    }
}
