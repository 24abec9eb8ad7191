using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Classifier.Benchmarks.Search;

/// <summary>
/// Growth as an SVG file, both axes logarithmic. The words are written here and not by the plotter, which has none where it finds no fonts.
/// </summary>
internal static partial class SearchGrowthPlot
{
    private const int Width = 900, Height = 540;
    private static readonly int[] Powers = [.. Enumerable.Range(-4, 13)];
    private static readonly (string Name, Func<SearchGrowthPoint, double> Seconds)[] Lines =
        [("all pairs within radius 31", p => p.Pairs), ("256 queries within radius 31", p => p.Batch), ("one query within radius 31", p => p.Single)];
    private static readonly PixelPadding Margins = new(90, 220, 50, 20);

    public static void Save(IReadOnlyList<SearchGrowthPoint> points, string file)
    {
        using var plot = new Plot();
        foreach (var (_, seconds) in Lines) Line(seconds);
        plot.Axes.Bottom.TickGenerator = Decades();
        plot.Axes.Left.TickGenerator = Decades();
        plot.HideLegend();
        plot.Layout.Fixed(Margins);
        var body = TextElement().Replace(plot.GetSvgXml(Width, Height), "");
        File.WriteAllText(file, body.Replace("</svg>", Words(plot, points) + "</svg>", StringComparison.Ordinal));

        void Line(Func<SearchGrowthPoint, double> seconds)
        {
            var line = plot.Add.Scatter(points.Select(p => Math.Log10(p.Codes)).ToArray(), points.Select(p => Math.Log10(seconds(p) * 1e3)).ToArray());
            (line.LineWidth, line.MarkerSize) = (2, 6);
        }
    }

    private static string Words(Plot plot, IReadOnlyList<SearchGrowthPoint> points)
    {
        var words = new StringBuilder("<g font-family=\"sans-serif\" font-size=\"13\">");
        var limits = plot.Axes.GetLimits();
        foreach (var power in Powers.Where(p => p >= limits.Left && p <= limits.Right))
            Word(plot.GetPixel(new Coordinates(power, limits.Bottom)).X, Height - Margins.Bottom + 18, "middle", Math.Pow(10, power).ToString("N0", CultureInfo.InvariantCulture));
        foreach (var power in Powers.Where(p => p >= limits.Bottom && p <= limits.Top))
            Word(Margins.Left - 8, plot.GetPixel(new Coordinates(limits.Left, power)).Y + 4, "end", Time(power));
        Word(Margins.Left + ((Width - Margins.Left - Margins.Right) / 2), Height - 12, "middle", "codes; processor time upwards");
        foreach (var (name, seconds) in Lines)
        {
            var last = points[^1];
            Word(Width - Margins.Right + 10, plot.GetPixel(new Coordinates(Math.Log10(last.Codes), Math.Log10(seconds(last) * 1e3))).Y + 4, "start", name);
        }
        return words.Append("</g>").ToString();

        void Word(double left, double top, string anchor, string text) =>
            words.Append(CultureInfo.InvariantCulture, $"<text x=\"{left:0.#}\" y=\"{top:0.#}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    private static string Time(int power) => power >= 3
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power - 3):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power):0.####} ms");

    private static NumericManual Decades() => new([.. Powers.Select(p => (double)p)], [.. Powers.Select(_ => "")]);

    [GeneratedRegex(@"<text\b.*?</text>", RegexOptions.Singleline)]
    private static partial Regex TextElement();
}
