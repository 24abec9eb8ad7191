using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Classifier.Benchmarks.Search;

/// <summary>Growth as an SVG file, both axes logarithmic.</summary>
internal static class SearchGrowthPlot
{
    public static void Save(IReadOnlyList<SearchGrowthPoint> points, string file)
    {
        using var plot = new Plot();
        Line("all pairs within radius 31", p => p.Pairs);
        Line("256 queries within radius 31", p => p.Batch);
        Line("one query within radius 31", p => p.Single);
        plot.Axes.Bottom.TickGenerator = Decades(power => Math.Pow(10, power).ToString("N0", CultureInfo.InvariantCulture));
        plot.Axes.Left.TickGenerator = Decades(power => power >= 3 ? $"{Math.Pow(10, power - 3):0} s" : string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power):0.####} ms"));
        plot.XLabel("codes");
        plot.YLabel("processor time");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SaveSvg(file, 900, 540);

        void Line(string name, Func<SearchGrowthPoint, double> seconds)
        {
            var line = plot.Add.Scatter(points.Select(p => Math.Log10(p.Codes)).ToArray(), points.Select(p => Math.Log10(seconds(p) * 1e3)).ToArray());
            (line.LegendText, line.LineWidth, line.MarkerSize) = (name, 2, 6);
        }
    }

    private static NumericManual Decades(Func<int, string> text)
    {
        var powers = Enumerable.Range(-4, 13).ToArray();
        return new NumericManual([.. powers.Select(power => (double)power)], [.. powers.Select(text)]);
    }
}
