using System.Globalization;
using Classifier.ModelBuilder.Images;

namespace Classifier.Training.Deepfake.Fit;

/// <summary>
/// Which numbers a head reads: tokens joined by '+'. <c>p0-7</c> is mean and deviation of the stem (0) and the seven stages of the plain
/// branch, <c>pc0-2</c> the correlations of its first three; <c>r…</c> the same of the residual branch. <c>m</c> after the branch
/// takes the means alone, <c>d</c> the deviations alone.
/// </summary>
internal static class Selection
{
    public static long[] Parse(string text, IReadOnlyList<Front> fronts)
    {
        var picked = new SortedSet<long>();
        foreach (var token in text.Split('+'))
        {
            var front = token[0] == 'r' ? Front.Residual : Front.Plain;
            var branch = Enumerable.Range(0, fronts.Count).FirstOrDefault(i => fronts[i] == front, -1);
            if (branch < 0)
            {
                throw new ArgumentException($"no features of the branch in {token}");
            }

            var kind = char.IsDigit(token[1]) ? ' ' : token[1];
            var range = token[(kind == ' ' ? 1 : 2)..].Split('-').Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            var start = branch * CropGraph.StatisticsOf(1);
            foreach (var (stage, correlations, from, count) in CropGraph.Blocks())
            {
                if (stage < range[0] || stage > range[^1] || correlations != (kind == 'c'))
                {
                    continue;
                }

                var (first, length) = kind switch { 'm' => (from, count / 2), 'd' => (from + (count / 2), count / 2), _ => (from, count) };
                for (var i = 0; i < length; i++)
                {
                    picked.Add(start + first + i);
                }
            }
        }

        return [.. picked];
    }
}
